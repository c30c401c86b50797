import { resolve } from 'node:path';
import type { PlanArguments } from '../../../lab/backtest/read-plan.ts';
import { codeVersion } from '../../config/code-version.ts';
import type { AddCommand } from '../context.ts';
import { EXIT } from '../errors.ts';
import { listOf } from '../list-of.ts';

export const addBacktest: AddCommand = (program, run) => {
  program
    .command('backtest')
    .description('Trade a strategy over recorded candles with the rules of the paper venue, and count what came of it.')
    .requiredOption('--strategy <name>', 'ema-cross, buy-and-hold or vol-target')
    .requiredOption('--candles <files>', 'candle files, comma-separated or repeated', listOf)
    .option('--symbol <symbol>', 'e.g. BTC/USDT', 'BTC/USDT')
    .option('--from <day>', 'first day; the first candle where nothing is said')
    .option('--to <day>', 'the day before which it ends')
    .option('--fee <fraction>', 'of every fill', '0.001')
    .option('--spread <fraction>', 'between bid and ask; half of it is paid by market and stop orders', '0')
    .option('--slippage <fraction>', 'on top of it, per fill', '0')
    .option('--stop-loss <fraction>', 'of the entry price, e.g. 0.02')
    .option('--take-profit <fraction>', 'of the entry price, e.g. 0.03')
    .option('--cash <amount>', 'at the start, in the quote currency', '10000')
    .option('--forecasts <file>', 'forecasts.csv of `evaluate`; vol-target trades on it')
    .option('--limits <file>', 'risk limits as JSON, e.g. {"max-drawdown": 0.3}; the others stay at infinity')
    .option('--regimes', 'also tell trades apart by the regime at their entry (hourly bars; a second more)')
    .option('--tried <n>', 'variants tried before this one; the Sharpe ratio is deflated by them', '1')
    .option('--seed <n>', 'seed of intervals and Monte-Carlo', '1')
    .requiredOption('--out <folder>', 'where trades.csv, summary.json and report.md go')
    .addHelpText(
      'after',
      '\nExample:\n  npm run backtest -- --strategy=ema-cross --candles=BTCUSDT-1h.csv.gz --stop-loss=0.02 --take-profit=0.03 --out=out/ema',
    )
    .action(async (_options, command) => {
      await run(command, async ({ terminal }) => {
        const [{ readPlan }, { backtest }, { summaryText }] = await Promise.all([
          import('../../../lab/backtest/read-plan.ts'),
          import('../../../lab/backtest/backtest.ts'),
          import('../../../lab/backtest/console.ts'),
        ]);
        const given = command.opts() as BacktestArguments;
        const { summary, engineMs } = await backtest({
          plan: readPlan(given),
          files: given.candles.map((file) => resolve(file)),
          forecasts: given.forecasts === undefined ? null : resolve(given.forecasts),
          limits: given.limits === undefined ? null : resolve(given.limits),
          out: resolve(given.out),
          codeVersion: codeVersion(),
          tell: (line) => terminal.meanwhile(line),
        });
        if (terminal.json) terminal.document({ ...summary, engineMs });
        else terminal.print(summaryText(summary));
        return EXIT.done;
      });
    });
};

interface BacktestArguments extends PlanArguments {
  readonly candles: readonly string[];
  readonly forecasts?: string;
  readonly limits?: string;
  readonly out: string;
}
