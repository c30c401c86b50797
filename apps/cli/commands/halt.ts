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

/**
 * The file first: it needs nothing else. Then the venue itself, where its key is here. A database that cannot be reached is
 * a halt for whoever reads it, too.
 */
async function halt(context: CommandContext, { why, account }: HaltOptions): Promise<number> {
  const { config, terminal } = context;
  const { pullBrake } = await import('../../execution-worker/brake.ts');
  const file = account === undefined ? await pullBrake(config.dataDir, why) : null;
  if (file !== null) terminal.tell({ type: 'note', text: `Halted on this machine: ${file}` });
  const isOfVenue = account === undefined || account === config.live.accountId;
  const venue = isOfVenue ? await cancelAtVenue(context) : null;
  try {
    const rows = await withOperations(context, 'desk', (operations) => operations.halt({ scope: account ?? '*', why }));
    if (terminal.json) terminal.document({ file, venue, tradingStates: rows });
    else terminal.print(`${tradingStateTable(rows)}\nPositions keep their stops. To go on: npm run resume`);
    return venue?.isUnsure === true ? EXIT.couldNot : EXIT.done;
  } catch (failure) {
    if (file === null || !(failure instanceof AlmanacError)) throw failure;
    const sentence = `The row could not be written: ${failure.message} The file halts executors with this data folder; those elsewhere halt while they cannot read the row. Halt again when it answers.`;
    throw new AlmanacError(failure.code, sentence, failure.detail, { cause: failure });
  }
}

interface AtVenue {
  readonly what: string;
  /** Something may still buy. */
  readonly isUnsure: boolean;
}

/** Null: nothing here trades with real money. */
async function cancelAtVenue({ config, secrets, terminal }: CommandContext): Promise<AtVenue | null> {
  const { cancelEntriesAtVenue, cancelledText } = await import('../../operations/live/cancel.ts');
  const [venue] = config.venues;
  const told = (what: string, isUnsure: boolean): AtVenue => {
    terminal.tell({ type: 'note', text: what });
    return { what, isUnsure };
  };
  try {
    const found = await cancelEntriesAtVenue(config, secrets);
    if (found !== null) return told(cancelledText(venue, found), found.unsure.length > 0);
    const why = `${venue} was not asked, because VENUE_API_KEY is not set here; the executor cancels its own entries when it reads the halt.`;
    return config.live.isOn ? told(why, true) : null;
  } catch (failure) {
    if (!(failure instanceof AlmanacError)) throw failure;
    return told(`${venue} was not reached: ${failure.message}`, true);
  }
}
