import { AlmanacError } from '../../../domain/errors.ts';
import { ROLES, type RoleName } from '../../supervisor/roles.ts';
import type { AddCommand } from '../context.ts';
import { listOf } from '../list-of.ts';
import type { StartSource } from '../start.ts';

export const addStart: AddCommand = (program, run) => {
  program
    .command('start')
    .description('Run everything on this machine: engine, worker, schedules; until Ctrl-C.')
    .option('--source <source>', 'live or simulated', 'live')
    .option('--without <processes>', `those that run elsewhere, comma-separated: ${ROLES.join(', ')}`, listOf, [])
    .addHelpText('after', '\nExample:\n  npm start -- --source=simulated')
    .action(async (options: { source: string; without: string[] }, command) => {
      await run(command, async (context) => {
        const source = sourceOf(options.source);
        const { start } = await import('../start.ts');
        return await start(context, { source, without: rolesOf(options.without) });
      });
    });
};

function rolesOf(words: readonly string[]): RoleName[] {
  return words.map((word) => {
    const role = ROLES.find((name) => name === word);
    if (role) return role;
    throw new AlmanacError('input.invalid', `--without=${word} is none of ${ROLES.join(', ')}.`, { without: word });
  });
}

function sourceOf(text: string): StartSource {
  if (text === 'live' || text === 'simulated') return text;
  throw new AlmanacError('input.invalid', `--source=${text} cannot run on a schedule; use live or simulated.`, {
    source: text,
  });
}
