import { AlmanacError } from '../../../domain/errors.ts';
import type { AddCommand, CommandContext } from '../context.ts';
import { EXIT } from '../errors.ts';
import { tradingStateTable } from '../account-text.ts';
import { withOperations } from '../session.ts';

interface HaltOptions {
  readonly why: string;
  readonly account?: string;
}

export const addHalt: AddCommand = (program, run) => {
  program
    .command('halt')
    .description(
      'Stop trading now: a file that the executor of this machine reads with every send, then the row in the database.',
    )
    .requiredOption('--why <reason>', 'what whoever looks next must know')
    .option('--account <id>', 'only this account')
    .addHelpText('after', '\nExample:\n  npm run halt -- --why="odd fills on BTC"')
    .action(async (options: HaltOptions, command) => {
      await run(command, (context) => halt(context, options));
    });
};

/** The file first: it needs nothing else. A database that cannot be reached is a halt for whoever reads it, too. */
async function halt(context: CommandContext, { why, account }: HaltOptions): Promise<number> {
  const { config, terminal } = context;
  const { pullBrake } = await import('../../execution-worker/brake.ts');
  const file = account === undefined ? await pullBrake(config.dataDir, why) : null;
  if (file !== null) terminal.tell({ type: 'note', text: `Halted on this machine: ${file}` });
  try {
    const rows = await withOperations(context, 'desk', (operations) => operations.halt({ scope: account ?? '*', why }));
    if (terminal.json) terminal.document({ file, tradingStates: rows });
    else terminal.print(`${tradingStateTable(rows)}\nPositions keep their stops. To go on: npm run resume`);
    return EXIT.done;
  } catch (failure) {
    if (file === null || !(failure instanceof AlmanacError)) throw failure;
    const sentence = `The row could not be written: ${failure.message} The file halts executors with this data folder; those elsewhere halt while they cannot read the row. Halt again when it answers.`;
    throw new AlmanacError(failure.code, sentence, failure.detail, { cause: failure });
  }
}
