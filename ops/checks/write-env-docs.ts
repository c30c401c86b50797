/** Writes .env.example and docs/ENV.md from the schema: `node ops/checks/write-env-docs.ts`. */
import { writeFileSync } from 'node:fs';
import { secrets, settings } from '../../apps/config/schema.ts';
import { COMPOSE_VARIABLES } from './compose-variables.ts';

interface Described {
  readonly description?: string | undefined;
  readonly _zod: { readonly def: { readonly type: string; readonly defaultValue?: unknown } };
}

const rows = Object.entries(settings as unknown as Record<string, Described>).map(([name, setting]) => {
  const { defaultValue } = setting._zod.def;
  const shown = Array.isArray(defaultValue) ? defaultValue.join(',') : String(defaultValue ?? '');
  return { name, shown, sentence: setting.description ?? '' };
});
const secretRows = Object.entries(secrets);

writeFileSync(
  '.env.example',
  [
    '# Every setting of Almanac with its default; nothing here has to be set. Almanac reads the environment, not this file:',
    '# use it with `node --env-file=.env`, `docker compose --env-file`, or your shell.',
    '',
    ...rows.flatMap(({ name, shown, sentence }) => [`# ${sentence}`, `# ${name}=${shown}`, '']),
    '# Secrets: NAME, or NAME_FILE with a path, or NAME_B64, or all of them in the JSON object of SECRETS_FILE.',
    '# SECRETS_FILE=',
    ...secretRows.flatMap(([name, sentence]) => ['', `# ${sentence}`, `# ${name}=`]),
    '',
    '# Only of docker-compose.yml:',
    ...Object.entries(COMPOSE_VARIABLES).flatMap(([name, sentence]) => ['', `# ${sentence}`, `# ${name}=`]),
    '',
  ].join('\n'),
);

writeFileSync(
  'docs/ENV.md',
  [
    '# Environment',
    '',
    'Read once at start, validated whole, every problem reported at once (exit code 2). Written from `apps/config/schema.ts`',
    'by `node ops/checks/write-env-docs.ts`; a test compares them.',
    '',
    '## Settings',
    '',
    '| name | meaning | default |',
    '|---|---|---|',
    ...rows.map(({ name, shown, sentence }) => `| \`${name}\` | ${sentence} | ${shown ? `\`${shown}\`` : 'unset'} |`),
    '',
    'Also honoured: `XDG_CACHE_HOME` (where the workflow engine is kept, below `almanac/`), `NO_COLOR`, `FORCE_COLOR`.',
    '',
    '## Secrets',
    '',
    'Each as `NAME`, `NAME_FILE` (path of a file), `NAME_B64`, or in the JSON object that `SECRETS_FILE` names. Given in two ways',
    'that differ, they are refused. They are never printed and are no part of the configuration object.',
    '',
    '| name | meaning |',
    '|---|---|',
    ...secretRows.map(([name, sentence]) => `| \`${name}\` | ${sentence} |`),
    '',
  ].join('\n'),
);
