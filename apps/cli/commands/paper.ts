import { accountTable, fillTable, positionTable, tradeTable, tradingStateTable } from '../account-text.ts';
import type { AddCommand, CommandContext } from '../context.ts';
import { EXIT } from '../errors.ts';
import { withOperations } from '../session.ts';
import { type SpanOptions, spanOf } from '../span.ts';

interface AccountOptions extends SpanOptions {
  readonly account: string;
}

export const addPaper: AddCommand = (program, run) => {
  const paper = program
    .command('paper')
    .description('The accounts, on paper and of real money: status, positions, history, fills, report.');
  paper
    .command('status')
    .description('Every account: what it may do, holds, is worth, and what worries it.')
    .addHelpText('after', '\nExample:\n  npm run paper -- status --json')
    .action(async (_options, command) => {
      await run(command, async (context) => {
        const listing = await withOperations(context, 'desk', (operations) => operations.accounts({}));
        print(context, listing, `${accountTable(listing)}\n\n${tradingStateTable(listing.tradingStates)}`);
        return EXIT.done;
      });
    });
  paper
    .command('positions')
    .description('What is held, at which price, with which stop, and the orders that work.')
    .addHelpText('after', '\nExample:\n  npm run paper -- positions')
    .action(async (_options, command) => {
      await run(command, async (context) => {
        const positions = await withOperations(context, 'desk', (operations) => operations.positions({}));
        print(context, positions, positionTable(positions));
        return EXIT.done;
      });
    });
  paper
    .command('history')
    .description('The closed trades of an account, oldest first.')
    .option('--account <id>', 'which one', 'main')
    .option('--from <moment>', 'ISO date or moment, UTC')
    .option('--to <moment>', 'the same, not included')
    .addHelpText('after', '\nExample:\n  npm run paper -- history --account=shadow-long --from=2026-11-01')
    .action(async (options: AccountOptions, command) => {
      await run(command, async (context) => {
        const asked = { accountId: options.account, ...spanOf(options) };
        const trades = await withOperations(context, 'desk', (operations) => operations.accountTrades(asked));
        print(context, trades, tradeTable(trades));
        return EXIT.done;
      });
    });
  paper
    .command('fills')
    .description(
      'Every fill beside the price that was seen when its order left, and beside the paper account of the same cards.',
    )
    .option('--account <id>', 'which one; of real money too', 'main')
    .option('--from <moment>', 'ISO date or moment, UTC')
    .option('--to <moment>', 'the same, not included')
    .addHelpText('after', '\nExample:\n  npm run paper -- fills --account=live')
    .action(async (options: AccountOptions, command) => {
      await run(command, async (context) => {
        const asked = { accountId: options.account, ...spanOf(options) };
        const fills = await withOperations(context, 'desk', (operations) => operations.accountFills(asked));
        print(context, fills, fillTable(fills));
        return EXIT.done;
      });
    });
  paper
    .command('report')
    .description(
      'Figures, chart and trades of an account, as a backtest has them: report.md, summary.json, trades.csv, equity.png.',
    )
    .option('--account <id>', 'which one', 'main')
    .option('--from <moment>', 'ISO date or moment, UTC')
    .option('--to <moment>', 'the same, not included')
    .option('--out <folder>', 'where they are written', 'out/paper')
    .addHelpText('after', '\nExample:\n  npm run paper -- report --account=shadow-long --out=out/shadow')
    .action(async (options: AccountOptions & { readonly out: string }, command) => {
      await run(command, (context) => report(context, options));
    });
};

async function report(context: CommandContext, options: AccountOptions & { readonly out: string }): Promise<number> {
  const asked = { accountId: options.account, ...spanOf(options) };
  const made = await withOperations(context, 'desk', (operations) => operations.accountReport(asked));
  const { writeAccountReport } = await import('../write-account-report.ts');
  const files = await writeAccountReport(options.out, made);
  print(context, { ...made.summary, files }, `${made.markdown}\nWritten to ${options.out}: ${files.join(', ')}`);
  return EXIT.done;
}

function print({ terminal }: CommandContext, document: unknown, text: string): void {
  if (terminal.json) terminal.document(document);
  else terminal.print(text);
}
