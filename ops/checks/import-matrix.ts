/** The import matrix as a gate: no violation, and no file that the cruiser did not see (it once checked 0 modules and said "no violations"). */
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import extractOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';

const FOLDERS = ['domain', 'activities', 'workflows', 'adapters', 'apps', 'lab'];

const config = createRequire(import.meta.url)('../../.dependency-cruiser.cjs') as { forbidden: object[] };
const options = await extractOptions(fileURLToPath(new URL('../../.dependency-cruiser.cjs', import.meta.url)));
const { output } = await cruise(FOLDERS, { ...options, ruleSet: config as never, validate: true });
const { summary, modules } = output as ICruiseResult;

const seen = new Set(modules.map(({ source }) => source));
const unseen = FOLDERS.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
    .map((name) => `${folder}/${name}`),
).filter((file) => !seen.has(file));

for (const { from, to, rule, comment } of summary.violations) {
  console.error(`${from} → ${to}: ${rule.name}. ${comment ?? ''}`);
}
for (const file of unseen) console.error(`${file} was not looked at`);
console.log(`import matrix: ${modules.length} modules, ${summary.violations.length} violations`);
process.exit(summary.violations.length + unseen.length > 0 ? 1 : 0);
