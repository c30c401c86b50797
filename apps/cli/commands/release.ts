import { resolve } from 'node:path';
import { consoleText } from '../../../domain/report/console-text.ts';
import type { OutcomeCause } from '../../../activities/ports.ts';
import type { OutcomeBody } from '../../../domain/ledger/outcome-entry.ts';
import type { PrintedRelease } from '../../../domain/ledger/document.ts';
import type { ReleasePlaces } from '../../operations/table.ts';
import { type ReleaseArguments, readReleaseWords } from '../../operations/words.ts';
import type { AddCommand, CommandContext } from '../context.ts';
import { EXIT } from '../errors.ts';
import { listOf } from '../list-of.ts';
import { withOperations } from '../session.ts';

export const addRelease: AddCommand = (program, run) => {
  program
    .command('release')
    .description('Make one release now, or as of a past moment, and print it.')
    .requiredOption('--slot <slot>', 'manual')
    .option('--symbol <symbol>', 'e.g. BTC/USDT; default: the first of SYMBOLS')
    .option(
      '--source <source>',
      'live, recorded or simulated; default: live, and the simulated market where no exchange answers',
    )
    .option('--candles <files>', 'candle files for --source=recorded, comma-separated or repeated', listOf, [])
    .option('--as-of <moment>', 'a past moment, e.g. 2023-06-01T12:00Z')
    .option('--seed <n>', 'seed of every random draw, and of the simulated market')
    .addHelpText(
      'after',
      '\nExample:\n  npm run release -- --slot=manual --symbol=ETH/USDT\n  npm run release -- --slot=manual --candles=BTCUSDT-1h.csv.gz --as-of=2023-06-01T12:00Z --json',
    )
    .action(async (_options, command) => {
      await run(command, async (context) => {
        const options = command.opts() as ReleaseArguments;
        // The owner of the data folder may stand in another folder.
        const given = { ...options, candles: options.candles.map((file) => resolve(file)) };
        readReleaseWords(given, context.config.symbols, Date.now());
        return await withOperations(context, 'host', async (operations) => {
          const release = await operations.release(given);
          const { releaseId } = release;
          printRelease(context, release, await operations.places({ releaseId }));
          const hasOutcome = release.source === 'recorded' && release.status === 'published';
          if (hasOutcome) await unlessInterrupted(operations.followOutcome({ releaseId }), context);
          return release.status === 'published' ? EXIT.done : EXIT.answerIsNo;
        });
      });
    });
};

/** The release stands: who does not wait for what became of it has not failed. */
async function unlessInterrupted(work: Promise<void>, { signal, terminal }: CommandContext): Promise<void> {
  try {
    await work;
  } catch (failure) {
    if (!signal.aborted) throw failure;
    terminal.tell({ type: 'note', text: 'Interrupted; the release stands, and the next one goes on with the rest.' });
  }
}

/** What is known of a release once its horizons are past. */
interface BecameOfRelease {
  readonly outcomes: readonly OutcomeBody[];
  readonly causes: readonly OutcomeCause[];
}

export function printRelease(
  { terminal }: CommandContext,
  release: PrintedRelease & Partial<BecameOfRelease>,
  places: ReleasePlaces,
): void {
  if (terminal.json) {
    terminal.document(release);
    return;
  }
  terminal.print(consoleText(release, { colour: terminal.colour, width: terminal.width, places }));
}
