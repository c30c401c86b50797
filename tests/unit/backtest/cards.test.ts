import { describe, expect, it } from 'vitest';
import { Money } from '../../../domain/accounting/money.ts';
import { type Candles, DAY_MS, HOUR_MS, MINUTE_MS } from '../../../domain/market/candles.ts';
import type { TradeCard, TradePlan } from '../../../domain/trade/card.ts';
import { accountsOf, scheduleOf } from '../../../lab/backtest/cards/accounts.ts';
import { cardCounts } from '../../../lab/backtest/cards/counts.ts';
import { marginWith } from '../../../lab/backtest/cards/funding.ts';
import { readerResults } from '../../../lab/backtest/cards/reader.ts';
import { runExecutor } from '../../../lab/backtest/executor/run-executor.ts';
import type { AdvisedRow } from '../../../lab/evaluation/advise-block.ts';
import { BARS_ACCOUNT, spotVenue } from './venue.ts';

const DECISION = Date.parse('2023-04-01T12:00Z');
const SIZING = { steps: BARS_ACCOUNT.steps, sizedForQuote: 10_000, expectedSlippage: 0 };

const plan = (side: 'LONG' | 'SHORT', at: number): TradePlan => ({
  side,
  market: 'perp',
  entry: '1000',
  stop: side === 'LONG' ? '500' : '9000',
  targets: [side === 'LONG' ? '9000' : '500'],
  leverage: 1,
  quantity: '1',
  riskQuote: '5',
  validUntil: at + 90 * MINUTE_MS,
  timeExitAt: at + DAY_MS,
  expectedValue: -0.002,
  expectedValueSe: 0.0001,
});

const noTrade: TradeCard = {
  action: 'NO-TRADE',
  reasons: ['no-positive-expected-value', 'no-directional-evidence'],
  vetoes: [],
  plan: null,
  considered: 54,
  bestExpectedValue: -0.002,
  bestExpectedValueSe: 0.0001,
};

const row = (decision: number, change: Partial<AdvisedRow> = {}): AdvisedRow => ({
  decision,
  refusedReason: null,
  card: noTrade,
  shadow: { long: plan('LONG', decision), short: plan('SHORT', decision) },
  regime: 'range',
  ...change,
});

const taken: TradeCard = {
  ...noTrade,
  action: 'LONG',
  reasons: [],
  plan: plan('LONG', DECISION),
  bestExpectedValue: 0.001,
};
const vetoed: TradeCard = { ...noTrade, reasons: ['vetoed-by-verifier'], vetoes: ['dry-liquidity'] };

/** Minutes around the decision that rise by 0.1 each. */
function risingMinutes(count: number): Candles {
  const column = (of: (i: number) => number) => Float64Array.from({ length: count }, (_, i) => of(i));
  const price = (i: number) => Number((1_000 + i / 10).toFixed(1));
  return {
    symbol: 'BTC/USDT',
    barMs: MINUTE_MS,
    openTime: column((i) => DECISION - HOUR_MS + i * MINUTE_MS),
    open: column(price),
    high: column((i) => price(i + 1)),
    low: column(price),
    close: column((i) => price(i + 1)),
    volume: column(() => 1),
  };
}

describe('cards over history', () => {
  it('hears at the open of the first bar what was decided at the close before it', () => {
    const [long] = accountsOf([row(DECISION - HOUR_MS)], 'BTC/USDT', true);
    const { fills } = runExecutor({
      candles: risingMinutes(3),
      settings: BARS_ACCOUNT,
      costs: spotVenue(),
      margin: null,
      startQuote: new Money(10_000),
      schedule: scheduleOf(long.cards, SIZING),
    });
    expect(fills.map(({ fill }) => [fill.time, fill.price.toFixed()])).toEqual([[DECISION - HOUR_MS, '1000']]);
  });

  it('trades the advice in one account, and each shadow card in one of its own', () => {
    const rows = [row(DECISION, { card: taken }), row(DECISION + DAY_MS)];
    const [cards, ...others] = accountsOf(rows, 'BTC/USDT', false);
    expect(others).toEqual([]);
    expect([...cards.cards.keys()]).toEqual([DECISION]);
    const shadows = accountsOf(rows, 'BTC/USDT', true);
    expect(shadows.map(({ accountId, cards: offered }) => [accountId, offered.size])).toEqual([
      ['shadow-long', 2],
      ['shadow-short', 2],
    ]);
    const ids = shadows.flatMap(({ cards: offered }) => [...offered.values()].map(({ planId }) => planId));
    expect(new Set(ids).size).toBe(4);
  });

  it('takes less of a card where the account has less than the equity that it was sized for', () => {
    const [long] = accountsOf([row(DECISION)], 'BTC/USDT', true);
    const schedule = scheduleOf(long.cards, SIZING);
    const quantities = [5_000, 10_000, -1].map((equity) => {
      const [heard] = schedule(DECISION, equity);
      return heard.kind === 'plan' ? [heard.plan.quantity.toFixed(), heard.plan.verdict] : [];
    });
    expect(quantities).toEqual([
      ['0.499', 'pass'],
      ['1', 'pass'],
      ['0', 'veto'],
    ]);
    expect(schedule(DECISION + 1, 10_000)).toEqual([]);
  });

  it('counts cards, reasons, vetoes, refusals and what the executor did not take', () => {
    const rows = [
      row(DECISION),
      row(DECISION + 1, { card: vetoed }),
      row(DECISION + 2, { card: taken }),
      row(DECISION + 3, { card: null, shadow: null, refusedReason: 'data.gap' }),
    ];
    const refused = {
      type: 'plan-refused',
      planId: 'p',
      validUntil: 0,
      why: 'the account is in a trade',
      vetoes: [],
    } as const;
    const byRule = { ...refused, why: 'the risk rules', vetoes: [{ rule: 'daily-loss', limit: 100, measured: 101 }] };
    expect(cardCounts(rows, 3, [refused, refused, byRule])).toEqual({
      releases: 4,
      refused: { 'data.gap': 1 },
      actions: { LONG: 1, SHORT: 0, 'NO-TRADE': 2 },
      reasons: { 'no-positive-expected-value': 1, 'no-directional-evidence': 1, 'vetoed-by-verifier': 1 },
      vetoes: { 'dry-liquidity': 1 },
      bestExpectedBps: { median: -20, p99: expect.closeTo(9.4, 1), highest: 10 },
      offered: 3,
      notTaken: { 'the account is in a trade': 2, 'rule daily-loss': 1 },
    });
  });

  it('gives the reader who acts later a later price, and measures nothing where minutes are missing', () => {
    const conditions = { settings: BARS_ACCOUNT, costs: spotVenue(), margin: null, startQuote: new Money(10_000) };
    const [long] = accountsOf([row(DECISION)], 'BTC/USDT', true);
    const results = readerResults([long], risingMinutes(26 * 60), conditions, SIZING);
    // in at 1006, 1006.1 and 1006.5, out at 1150, 0.1 % of each
    const net = (entry: number) => 1_150 - entry - 0.001 * (1_150 + entry);
    expect(results.map(({ delaySeconds, cards, pnlQuote }) => [delaySeconds, cards, pnlQuote])).toEqual([
      [0, 1, expect.closeTo(net(1_006), 9)],
      [60, 1, expect.closeTo(net(1_006.1), 9)],
      [300, 1, expect.closeTo(net(1_006.5), 9)],
    ]);
    expect(readerResults([long], risingMinutes(20 * 60), conditions, SIZING).map(({ cards }) => cards)).toEqual([
      0, 0, 0,
    ]);
  });

  it('takes the recorded rate of a settlement, and the usual one where none was recorded', () => {
    const at = Float64Array.of(DECISION + 4 * HOUR_MS + 7);
    const margin = marginWith({ name: 'funding', at, availableAt: at, values: Float64Array.of(-0.0003) });
    expect(margin.fundingRateAt(DECISION + 4 * HOUR_MS).toFixed()).toBe('-0.0003');
    expect(margin.fundingRateAt(DECISION + 12 * HOUR_MS).toFixed()).toBe('0.0001');
  });
});
