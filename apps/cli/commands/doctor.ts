import type { Finding } from '../../operations/doctor.ts';
import type { AddCommand } from '../context.ts';
import { EXIT } from '../errors.ts';

const MARKS = { ok: '✓', absent: '–', problem: '✗' } as const;

export const addDoctor: AddCommand = (program, run) => {
  program
    .command('doctor')
    .description('What is configured, reachable, stale, missing; and what to do.')
    .addHelpText('after', '\nExample:\n  npm run doctor -- --json')
    .action(async (_options, command) => {
      await run(command, async ({ config, secrets, terminal, signal }) => {
        const { examine } = await import('../../operations/doctor.ts');
        const findings = await examine(config, secrets, signal);
        const healthy = findings.every(({ state }) => state !== 'problem');
        if (terminal.json) terminal.document({ healthy, findings });
        else terminal.print(findings.map(line).join('\n'));
        return healthy ? EXIT.done : EXIT.couldNot;
      });
    });
};

function line({ what, state, found, remedy }: Finding): string {
  return `${MARKS[state]} ${what.padEnd(16)} ${found}${remedy ? `\n  ${''.padEnd(16)} → ${remedy}` : ''}`;
}
