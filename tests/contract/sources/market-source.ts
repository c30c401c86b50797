import { expect, it } from 'vitest';
import type { MarketSource } from '../../../activities/ports.ts';
import { AlmanacError } from '../../../domain/errors.ts';
import { type Candles, type EpochMs, HOUR_MS } from '../../../domain/market/candles.ts';
import { checkCandles } from '../../../domain/market/checks.ts';
import { candlesOf } from '../../../domain/market/rows.ts';

export interface Subject {
  readonly source: MarketSource;
  readonly symbol: string;
  /** A moment whose hour the source has, with three months before it. */
  readonly cutoff: EpochMs;
}

export const nothingStored = async (): Promise<Candles> => candlesOf([], '', HOUR_MS);
export const never = new AbortController().signal;

/** What every market source must do; `open` is called before the first test. */
export function marketSourceContract(open: () => Subject): void {
  const bars = 2_500;
  const ask = (cutoff: EpochMs, symbol = open().symbol) =>
    open().source.prices({ symbol, barMs: HOUR_MS, from: cutoff - bars * HOUR_MS, cutoff }, nothingStored, never);

  it('answers the closed bars up to the cutoff, ascending, the last one closing at it', async () => {
    const { cutoff } = open();
    const { rows, barMs } = await ask(cutoff);
    expect(barMs).toBe(HOUR_MS);
    expect(rows.at(-1)?.[0]).toBe(cutoff - HOUR_MS);
    expect(rows[0][0]).toBeGreaterThanOrEqual(cutoff - bars * HOUR_MS);
    expect(rows.every((row, i) => i === 0 || row[0] > rows[i - 1][0])).toBe(true);
  });

  it('answers rows that pass the checks', async () => {
    const { cutoff, symbol } = open();
    const { rows } = await ask(cutoff);
    const request = { symbol, barMs: HOUR_MS, from: cutoff - bars * HOUR_MS, cutoff };
    expect(checkCandles(rows, request).candles.close.length).toBe(rows.length);
  });

  it('answers the same when asked again', async () => {
    const { cutoff } = open();
    expect((await ask(cutoff)).rows).toEqual((await ask(cutoff)).rows);
  });

  it('answers of an earlier moment what it answers of a later one, and nothing beyond', async () => {
    const { cutoff } = open();
    const then = await ask(cutoff - 7 * HOUR_MS);
    const now = await ask(cutoff);
    expect(then.rows.slice(7)).toEqual(now.rows.slice(0, -7));
  });

  it('refuses a symbol it does not have', async () => {
    await expect(ask(open().cutoff, 'NOSUCH/USDT')).rejects.toMatchObject({
      code: expect.stringMatching(/^(input\.unknown-symbol|data\.wrong-symbol)$/),
    });
  });

  it('stops when it is told to', async () => {
    const { source, symbol, cutoff } = open();
    const request = { symbol, barMs: HOUR_MS, from: cutoff - bars * HOUR_MS, cutoff };
    const told = AbortSignal.abort(new Error('enough'));
    await expect(source.prices(request, nothingStored, told)).rejects.toThrow('enough');
  });

  it('can be reached', async () => {
    await expect(open().source.reach(never)).resolves.toBeUndefined();
  });

  it('has an order book with a spread, or says that it is absent', async () => {
    const { source, symbol } = open();
    const book = await valueOrAbsent(source.orderBook(symbol, never));
    if (book === null) return;
    expect(book.bids).toHaveLength(50);
    expect(book.asks).toHaveLength(50);
    expect(book.bids[0][0]).toBeLessThan(book.asks[0][0]);
    for (const [side, direction] of [
      [book.bids, -1],
      [book.asks, 1],
    ] as const) {
      expect(side.every(([price], i) => i === 0 || Math.sign(price - side[i - 1][0]) === direction)).toBe(true);
      expect(side.every(([price, quantity]) => price > 0 && quantity > 0)).toBe(true);
    }
  });

  it('has funding and open interest, or says that they are absent', async () => {
    const { source, symbol } = open();
    const derivatives = await valueOrAbsent(source.derivatives(symbol, never));
    if (derivatives === null) return;
    expect(Math.abs(derivatives.fundingRate ?? 1)).toBeLessThan(0.01);
    expect(derivatives.openInterest).toBeGreaterThan(0);
    expect(derivatives.markPrice).toBeCloseTo(derivatives.indexPrice ?? 0, -3);
    expect(derivatives.nextFundingTime).toBeGreaterThan(derivatives.availableAt);
  });

  it('has a second opinion of the same market, or none', async () => {
    const { source, symbol, cutoff } = open();
    const { venue } = await ask(cutoff);
    const opinion = await source.secondOpinion({ symbol, barMs: HOUR_MS, cutoff, primary: venue }, never);
    expect(opinion?.venue).not.toBe(venue);
  });
}

async function valueOrAbsent<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    expect(error).toBeInstanceOf(AlmanacError);
    expect((error as AlmanacError).code).toBe('source.unreachable');
    expect((error as AlmanacError).message).toMatch(/^absent: /);
    return null;
  }
}
