/** `npm run bench [-- SUITE …] [--json]`: measures, and says which figures keep their limits. Exit code 3 when one does not. */
import { parseArgs } from 'node:util';
import { type Figure, verdictOf } from './figure.ts';
import { machineText, thisMachine } from './machine.ts';
import { SUITES } from './suites.ts';
import { tableText } from './table.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
});
const list = Object.entries(SUITES).map(([name, { about }]) => `  ${name.padEnd(12)}${about}`);
const unknown = positionals.filter((name) => !(name in SUITES));
if (values.help || unknown.length > 0) {
  const problem = unknown.length > 0 ? `There is no suite called ${unknown.join(', ')}.\n` : '';
  console.error(`${problem}npm run bench [-- SUITE …] [--json]; all suites when none is named:\n${list.join('\n')}`);
  process.exit(unknown.length > 0 ? 2 : 0);
}

const machine = thisMachine();
console.error(machineText(machine));
const measured: (Figure & { readonly suite: string; readonly verdict: string })[] = [];
for (const suite of positionals.length > 0 ? positionals : Object.keys(SUITES)) {
  console.error(`\n${suite}: ${SUITES[suite].about}`);
  const run = await SUITES[suite].load();
  const figures = await run((line) => console.error(`  ${line}`));
  measured.push(...figures.map((figure) => ({ suite, ...figure, verdict: verdictOf(figure) })));
  if (!values.json) console.log(tableText(figures));
}
if (values.json) console.log(JSON.stringify({ machine, figures: measured }, null, 2));
const over = measured.filter(({ verdict }) => verdict === 'OVER');
if (over.length > 0)
  console.error(`\nOver the limit: ${over.map(({ suite, name }) => `${suite}: ${name}`).join('; ')}`);
process.exit(over.length > 0 ? 3 : 0);
