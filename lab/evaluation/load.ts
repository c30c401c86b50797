/** Reads the candles an evaluation needs, and refuses early what could only end in refused decisions. */
import { readCandleFiles } from '../../adapters/candle-file/read.ts';
import { AlmanacError } from '../../domain/errors.ts';
import { sha256OfColumns } from '../../domain/ledger/hash.ts';
import { CANDLE_COLUMNS, type Candles, type EpochMs, HOUR_MS } from '../../domain/market/candles.ts';
import { GAPLESS_BARS } from '../../domain/market/continuity-checks.ts';
import { dayText, momentText } from '../../domain/market/moments.ts';
import { candlesOf } from '../../domain/market/rows.ts';
import { decisionsOf, type EvaluationPlan, TRIGGERED } from './plan.ts';
import { looksBack, RecordedMarket } from './recorded-market.ts';

export interface Loaded {
  readonly candles: Candles;
  /** Moments at which a trigger fires, where the plan asks for them. */
  readonly triggers: readonly EpochMs[];
  readonly findings: readonly string[];
  /** SHA-256 over all columns. */
  readonly hash: string;
}

/** Bars up to the outcome of the last decision; what comes later is never looked at. */
export async function loadCandles(files: readonly string[], plan: EvaluationPlan): Promise<Loaded> {
  const { symbol, barMs } = plan;
  const end = plan.slots.includes(TRIGGERED) ? plan.to : decisionsOf(plan).at(-1);
  if (end === undefined) throw noDecision(plan);
  const cutoff = end + Math.max(...plan.horizonsHours) * HOUR_MS;
  const { rows, findings } = await readCandleFiles(files, { symbol, barMs, cutoff });
  const candles = candlesOf(rows, symbol, barMs);
  const triggers = plan.slots.includes(TRIGGERED) ? new RecordedMarket(candles).triggers : [];
  const decisions = decisionsOf(plan, triggers);
  if (decisions.length === 0) throw noDecision(plan);
  checkReach(candles, decisions[0], decisions[decisions.length - 1]);
  return {
    candles,
    triggers,
    findings,
    hash: sha256OfColumns(
      [candles.symbol, candles.barMs],
      CANDLE_COLUMNS.map((name) => candles[name]),
    ),
  };
}

function checkReach({ symbol, openTime, barMs }: Candles, first: EpochMs, last: EpochMs): void {
  const begin = openTime[0];
  const end = openTime[openTime.length - 1] + barMs;
  const reach = `${momentText(begin)} to ${momentText(end)}`;
  const detail = { symbol, firstOpenTimeMs: begin, lastCloseMs: end };
  if (last - end > GAPLESS_BARS * barMs) {
    throw new AlmanacError(
      'data.outside-range',
      `The last decision, ${momentText(last)}, lies outside the candles of ${symbol}, which hold ${reach}. Choose an earlier --to, or add a file.`,
      detail,
    );
  }
  const neededBars = looksBack(barMs).fewestBars;
  const earliest = begin + neededBars * barMs;
  if (first < earliest) {
    throw new AlmanacError(
      'data.too-little-history',
      `The first decision, ${momentText(first)}, needs ${neededBars} bars before it, and the candles of ${symbol} hold ${reach}. Choose --from=${dayText(earliest)} or later, or add a file that reaches further back.`,
      { ...detail, neededBars },
    );
  }
}

function noDecision({ from, to, slots, zone }: EvaluationPlan): AlmanacError {
  return new AlmanacError(
    'input.invalid',
    `No decision (${slots.join(', ')}, ${zone}) lies between ${momentText(from)} and ${momentText(to)}. Choose a longer span.`,
    { fromMs: from, toMs: to },
  );
}
