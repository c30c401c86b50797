import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import type { CardsArguments } from '../../../lab/backtest/cards/plan.ts';
import type { PlanArguments } from '../../../lab/backtest/read-plan.ts';
import { codeVersion } from '../../config/code-version.ts';
import type { AddCommand, CommandContext } from '../context.ts';
import { EXIT } from '../errors.ts';
import { listOf } from '../list-of.ts';

const CARDS = 'cards';

export const addBacktest: AddCommand = (program, run) => {
  program
    .command('backtest')
    .description(
      'Trade a strategy or the cards over recorded candles with the rules of the paper venue, and count what came of it.',
    )
    .requiredOption(
      '--strategy <name>',
      'ema-cross, buy-and-hold, vol-target, or cards: those of releases over history',
    )
    .requiredOption('--candles <files>', 'candle files, comma-separated or repeated', listOf)
    .option('--symbol <symbol>', 'e.g. BTC/USDT', 'BTC/USDT')
    .option('--from <day>', 'first day; the first candle where nothing is said')
    .option('--to <day>', 'the day before which it ends')
    .option('--fee <fraction>', 'of every fill', '0.001')
    .option(
      '--spread <fraction>',
      'between bid and ask; half of it is paid by market and stop orders (0; cards 0.0005)',
    )
    .option('--slippage <fraction>', 'on top of it, per fill (0; cards 0.0005)')
    .option('--stop-loss <fraction>', 'of the entry price, e.g. 0.02')
    .option('--take-profit <fraction>', 'of the entry price, e.g. 0.03')
    .option(
      '--convention <name>',
      'to compare with other packages: next-open, close (signals fill there), signal-exits (stop and target from it), vectorbt',
      'next-open',
    )
    .option('--cash <amount>', 'at the start, in the quote currency', '10000')
    .option('--forecasts <file>', 'forecasts.csv of `evaluate`; vol-target trades on it')
    .option(
      '--limits <file>',
      'risk limits as JSON, e.g. {"max-drawdown": 0.3}, the others stay at infinity; or default',
    )
    .option('--regimes', 'also tell trades apart by the regime at their entry (hourly bars; a second more)')
    .option('--tried <n>', 'variants tried before this one; the Sharpe ratio is deflated by them', '1')
    .option('--seed <n>', 'seed of intervals and Monte-Carlo, and of the releases whose cards are traded', '1')
    .option('--shadow', 'cards: trade the two shadow cards of each release instead of its advice')
    .option('--market <kind>', 'cards: perp (both sides, funding, liquidation) or spot', 'perp')
    .option('--funding <file>', 'cards: recorded funding of the perpetual; else 0.01 % at each settlement')
    .option('--evaluation <folder>', 'cards: --out of an `evaluate` of the same days; else OUT/evaluation, made here')
    .option('--slots <times>', 'cards: wall times of the releases', '00:00,12:00')
    .option('--zone <zone>', 'cards: time zone of the slots', 'UTC')
    .option('--every <n>', 'cards: only every n-th slot', '1')
    .option('--minutes <files>', 'cards: candles of one minute, for the reader who acts later', listOf, [])
    .option('--threads <n>', 'cards: threads that work', String(Math.min(2, availableParallelism())))
    .requiredOption('--out <folder>', 'where trades.csv, summary.json and report.md go')
    .addHelpText(
      'after',
      '\nExamples:\n  npm run backtest -- --strategy=ema-cross --candles=BTCUSDT-1h.csv.gz --stop-loss=0.02 --take-profit=0.03 --out=out/ema\n  npm run backtest -- --strategy=cards --shadow --candles=BTCUSDT-1h.csv.gz --from=2019-01-01 --to=2024-01-01 --evaluation=out/btc --out=out/shadow',
    )
    .action(async (_options, command) => {
      await run(command, async (context) => {
        const given = command.opts() as BacktestArguments;
        await (given.strategy === CARDS ? tradeCards : tradeStrategy)(given, context);
        return EXIT.done;
      });
    });
};

type Context = Pick<CommandContext, 'terminal' | 'signal'>;

async function tradeStrategy(given: BacktestArguments, { terminal }: Context): Promise<void> {
  const [{ readPlan }, { backtest }, { summaryText }] = await Promise.all([
    import('../../../lab/backtest/read-plan.ts'),
    import('../../../lab/backtest/backtest.ts'),
    import('../../../lab/backtest/console.ts'),
  ]);
  const { summary, engineMs } = await backtest({
    plan: readPlan(given),
    ...placesOf(given),
    forecasts: given.forecasts === undefined ? null : resolve(given.forecasts),
    tell: (line) => terminal.meanwhile(line),
  });
  if (terminal.json) terminal.document({ ...summary, engineMs });
  else terminal.print(summaryText(summary));
}

async function tradeCards(given: BacktestArguments, { terminal, signal }: Context): Promise<void> {
  const [{ readCardsPlan }, { backtestCards }, { summaryText }] = await Promise.all([
    import('../../../lab/backtest/cards/plan.ts'),
    import('../../../lab/backtest/cards/backtest-cards.ts'),
    import('../../../lab/backtest/console.ts'),
  ]);
  const { summary, engineMs } = await backtestCards({
    plan: readCardsPlan(given),
    ...placesOf(given),
    evaluation: resolve(given.evaluation ?? `${given.out}/evaluation`),
    funding: given.funding === undefined ? null : resolve(given.funding),
    minutes: given.minutes.map((file) => resolve(file)),
    tell: (line) => terminal.meanwhile(line),
    signal,
  });
  if (terminal.json) terminal.document({ ...summary, engineMs });
  else terminal.print(summaryText(summary));
}

function placesOf({ candles, limits, out }: BacktestArguments) {
  return {
    files: candles.map((file) => resolve(file)),
    limits: limits === undefined || limits === 'default' ? (limits ?? null) : resolve(limits),
    out: resolve(out),
    codeVersion: codeVersion(),
  };
}

interface BacktestArguments extends PlanArguments, CardsArguments {
  readonly candles: readonly string[];
  readonly forecasts?: string;
  readonly limits?: string;
  readonly evaluation?: string;
  readonly funding?: string;
  readonly minutes: readonly string[];
  readonly out: string;
}
