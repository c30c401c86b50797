import { describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS, judge, limitsFrom } from '../../../domain/risk/judge.ts';
import { RISK_RULES } from '../../../domain/risk/registry.ts';
import type { ProposedOrder, RiskState } from '../../../domain/risk/rule.ts';
import { calm, entry, exit } from './orders.ts';

/** For each rule an order or a state that is just allowed, one that is just not, and what is then measured. */
const CASES: Readonly<Record<string, readonly [Case, Case, number]>> = {
  'trading-state': [{}, { state: { trading: 'reduce' } }, 1],
  'card-validity': [{ order: { validUntil: calm.now + 1 } }, { order: { validUntil: calm.now } }, 0],
  'short-not-available': [{ order: { side: 'buy' } }, { order: { side: 'sell' } }, 1],
  'risk-per-trade': [{ order: { lossAtStopQuote: 5 } }, { order: { lossAtStopQuote: 5.01 } }, 0.00501],
  'loss-streak': [{ state: { closedPnlQuote: [-1, 4, -1, -1] } }, { state: { closedPnlQuote: [4, -1, -1, -1] } }, 3],
  'max-drawdown': [
    { state: { equityQuote: 899, previousEquityQuote: 901 } },
    { state: { equityQuote: 899, previousEquityQuote: 900 } },
    0.1,
  ],
  'daily-loss': [{ state: { equityAtDayStartQuote: 1_099 } }, { state: { equityAtDayStartQuote: 1_100 } }, 100],
  'orders-per-5-minutes': [{ state: sent(4, 299_999) }, { state: sent(5, 299_999) }, 6],
  'orders-per-hour': [{ state: sent(4, 3_599_999) }, { state: sent(5, 3_599_999) }, 6],
  'orders-per-day': [{ state: sent(6, 86_399_999) }, { state: sent(7, 86_399_999) }, 8],
  'turnover-per-5-minutes': [{ state: sent(1, 1, 800) }, { state: sent(1, 1, 801) }, 1_001],
  'turnover-per-day': [{ state: sent(1, 400_000, 4_800) }, { state: sent(1, 400_000, 4_801) }, 5_001],
  cooldown: [{ state: { lastTradedAt: calm.now - 60_000 } }, { state: { lastTradedAt: calm.now - 59_999 } }, 59_999],
  'spread-cap': [{ state: { spread: 0.003 } }, { state: { spread: null } }, Number.NaN],
  'slippage-cap': [{ state: { expectedSlippage: 0.001 } }, { state: { expectedSlippage: 0.0011 } }, 0.0011],
  'position-cap': [{ state: held('BTC/USDT', 0.095, 1) }, { state: held('BTC/USDT', 0.0951, 1) }, 0.1001],
  'open-positions': [{ state: coins('ETH', 'SOL') }, { state: coins('ETH', 'SOL', 'XRP') }, 4],
  'leverage-cap': [{ order: { notionalQuote: 3_000 } }, { order: { notionalQuote: 3_001 } }, 3.001],
  'exposure-cap': [{ state: held('ETH/USDT', -1, 2_800) }, { state: held('ETH/USDT', -1, 2_801) }, 3.001],
  'correlated-exposure': [{ order: { notionalQuote: 1_000 } }, { order: { notionalQuote: 1_001 } }, 1.001],
};

interface Case {
  readonly order?: Partial<ProposedOrder>;
  readonly state?: Partial<RiskState>;
}

function sent(count: number, agoMs: number, notionalQuote = 1): Partial<RiskState> {
  return { entries: Array(count).fill({ time: calm.now - agoMs, symbol: 'BTC/USDT', notionalQuote }) };
}

function held(symbol: string, quantityBase: number, notionalQuote: number): Partial<RiskState> {
  return { exposed: [{ symbol, quantityBase, notionalQuote }] };
}

function coins(...bases: string[]): Partial<RiskState> {
  return { exposed: bases.map((base) => ({ symbol: `${base}/USDT`, quantityBase: 1, notionalQuote: 1 })) };
}

const asked = ({ order, state }: Case) => judge({ ...entry, ...order }, { ...calm, ...state });
const reasonsOf = (name: string, each: Case) => asked(each).reasons.filter(({ rule }) => rule === name);

describe.each(RISK_RULES.map((rule) => [rule.name, rule] as const))('risk rule %s', (name, rule) => {
  const [allowed, blocked, measured] = CASES[name];

  it('lets an ordinary entry pass, and one that is just at the edge', () => {
    expect(asked({}).ok).toBe(true);
    expect(reasonsOf(name, allowed)).toEqual([]);
  });

  it('stops what is beyond, with rule, limit and what it measured', () => {
    const [reason] = reasonsOf(name, blocked);
    expect(asked(blocked).ok).toBe(false);
    expect(reason).toMatchObject({ rule: name, limit: rule.defaultLimit });
    if (Number.isNaN(measured)) expect(reason.measured).toBeNaN();
    else expect(reason.measured).toBeCloseTo(measured, 9);
  });

  it('never stands in the way of an exit, unless the account is halted', () => {
    const { order, state } = blocked;
    expect(judge({ ...exit, ...order }, { ...calm, ...state }).ok).toBe(true);
    expect(judge(exit, { ...calm, trading: 'halt' }).reasons.map((reason) => reason.rule)).toEqual(['trading-state']);
  });

  it('can be given another limit and says what it is', () => {
    const unlimited = rule.blocks === 'below' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
    const limits = limitsFrom({ [name]: unlimited });
    const { reasons } = judge({ ...entry, ...blocked.order }, { ...calm, ...blocked.state }, limits);
    expect(reasons.filter((reason) => reason.rule === name && !Number.isNaN(reason.measured))).toEqual([]);
    expect(limits[name]).toBe(unlimited);
    expect(rule.source).not.toBe('');
  });
});

describe('the gate', () => {
  it('names every rule that says no, in the order of the registry', () => {
    const { reasons } = asked({ state: { trading: 'halt', spread: 0.02, expectedSlippage: 0.02 } });
    expect(reasons.map(({ rule }) => rule)).toEqual(['trading-state', 'spread-cap', 'slippage-cap']);
  });

  it('refuses a limit that no rule has', () => {
    expect(() => limitsFrom({ 'daily-los': 3 })).toThrow('is no risk limit');
    expect(() => limitsFrom({ 'daily-loss': Number.NaN })).toThrow('is no risk limit');
    expect(Object.keys(DEFAULT_LIMITS)).toHaveLength(RISK_RULES.length);
  });

  it('sees no drawdown in books without trades, without equity, or in one odd reading (INCIDENTS O17)', () => {
    const drawdowns = (state: Partial<RiskState>) => reasonsOf('max-drawdown', { state });
    expect(drawdowns({ equityQuote: 0, previousEquityQuote: 0, peakEquityQuote: 0 })).toEqual([]);
    expect(drawdowns({ equityQuote: 1, previousEquityQuote: 1_000 })).toEqual([]);
    expect(drawdowns({ equityQuote: Number.NaN })).toHaveLength(1);
  });

  it('lets long and short offset each other only where it is known how they move together', () => {
    const long = (symbol: string) => ({ ...held(symbol, -1, 800) });
    const order = { notionalQuote: 1_200 };
    expect(reasonsOf('correlated-exposure', { order, state: long('ETH/USDT') })).toEqual([]);
    expect(reasonsOf('correlated-exposure', { order, state: long('XRP/USDT') })).toHaveLength(1);
  });
});
