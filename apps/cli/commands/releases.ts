import { spawn } from 'node:child_process';
import { AlmanacError } from '../../../domain/errors.ts';
import { outcomeText } from '../../../domain/ledger/outcome-text.ts';
import { releaseList } from '../../../domain/report/release-list.ts';
import type { ReleasePlaces } from '../../operations/table.ts';
import type { AddCommand } from '../context.ts';
import { EXIT } from '../errors.ts';
import { withOperations } from '../session.ts';
import { printRelease } from './release.ts';

export const addReleases: AddCommand = (program, run) => {
  const releases = program.command('releases').description('Past releases: list, show, open.');
  releases
    .command('list')
    .description('The newest releases, newest first.')
    .option('--symbol <symbol>', 'only this symbol')
    .option('--limit <n>', 'at most so many', '20')
    .addHelpText('after', '\nExample:\n  npm run releases -- list --symbol=BTC/USDT')
    .action(async (options: { symbol?: string; limit: string }, command) => {
      await run(command, async (context) => {
        const limit = limitOf(options.limit);
        const rows = await withOperations(context, 'desk', (operations) =>
          operations.list({ limit, ...(options.symbol && { symbol: options.symbol }) }),
        );
        if (context.terminal.json) context.terminal.document(rows);
        else context.terminal.print(releaseList(rows));
        return EXIT.done;
      });
    });
  releases
    .command('show <id>')
    .description('One release, as it was printed when it was made, and what became of it.')
    .addHelpText('after', '\nExample:\n  npm run releases -- show BTC-USDT_20260601T1200Z_manual')
    .action(async (releaseId: string, _options, command) => {
      await run(command, async (context) => {
        await withOperations(context, 'desk', async (operations) => {
          const [release, outcomes] = [await operations.show({ releaseId }), await operations.outcomes({ releaseId })];
          const causes = await operations.causes({ releaseId });
          printRelease(context, { ...release, outcomes, causes }, await operations.places({ releaseId }));
          if (!context.terminal.json) context.terminal.print(`\n${outcomeText(outcomes, causes)}`);
        });
        return EXIT.done;
      });
    });
  releases
    .command('open <id>')
    .description('Where the chart and the report of a release are; opened where the machine can.')
    .addHelpText('after', '\nExample:\n  npm run releases -- open BTC-USDT_20260601T1200Z_manual')
    .action(async (releaseId: string, _options, command) => {
      await run(command, async (context) => {
        const places = await withOperations(context, 'desk', (operations) => operations.places({ releaseId }));
        if (context.terminal.json) context.terminal.document(places);
        else openPlaces(places, context.terminal.print.bind(context.terminal));
        return EXIT.done;
      });
    });
};

function limitOf(text: string): number {
  const limit = Number(text);
  if (Number.isInteger(limit) && limit >= 1 && limit <= 1_000) return limit;
  throw new AlmanacError('input.invalid', `--limit=${text} is not a whole number from 1 to 1000.`, { limit: text });
}

function openPlaces(places: ReleasePlaces, print: (text: string) => void): void {
  for (const [what, where] of Object.entries(places)) print(`${what.padEnd(9)} ${where ?? 'not there'}`);
  const viewer = process.platform === 'darwin' ? 'open' : 'xdg-open';
  if (!places.report || !process.stdout.isTTY) return;
  const child = spawn(viewer, [places.report], { stdio: 'ignore', detached: true });
  child.once('error', () => print(`No viewer was found (${viewer}); open the files yourself.`));
  child.unref();
}
