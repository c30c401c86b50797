import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { AlmanacError } from '../../../domain/errors.ts';
import { coverageFinding, nothingLearned } from '../../operations/coverage.ts';
import type { Finding } from '../../operations/doctor.ts';
import { settlementFinding } from '../../operations/settlement.ts';
import { trialFinding } from '../../operations/trials.ts';
import type { AddCommand, CommandContext } from '../context.ts';
import { EXIT } from '../errors.ts';
import { withOperations } from '../session.ts';

const MARKS = { ok: '✓', absent: '–', problem: '✗' } as const;

export const addDoctor: AddCommand = (program, run) => {
  program
    .command('doctor')
    .description('What is configured, reachable, stale, missing; and what to do.')
    .addHelpText('after', '\nExample:\n  npm run doctor -- --json')
    .action(async (_options, command) => {
      await run(command, async (context) => {
        const { config, secrets, terminal, signal } = context;
        const { examine } = await import('../../operations/doctor.ts');
        const findings = [...(await examine(config, secrets, signal)), ...(await recorded(context))];
        const healthy = findings.every(({ state }) => state !== 'problem');
        if (terminal.json) terminal.document({ healthy, findings });
        else terminal.print(findings.map(line).join('\n'));
        return healthy ? EXIT.done : EXIT.couldNot;
      });
    });
};

/** The database is opened, or its owner asked, only where there is one: looking must not make it. */
async function recorded(context: CommandContext): Promise<Finding[]> {
  const { config, secrets } = context;
  if (!secrets.DATABASE_URL && !existsSync(join(config.dataDir, 'database'))) return [nothingLearned];
  try {
    return await withOperations(context, 'desk', async (operations) => {
      const listing = await operations.models({});
      return [coverageFinding(listing), trialFinding(listing), settlementFinding(await operations.settlement({}))];
    });
  } catch (failure) {
    if (!(failure instanceof AlmanacError)) throw failure;
    return [{ what: 'record', state: 'problem', found: failure.message }];
  }
}

function line({ what, state, found, remedy }: Finding): string {
  return `${MARKS[state]} ${what.padEnd(16)} ${found}${remedy ? `\n  ${''.padEnd(16)} → ${remedy}` : ''}`;
}
