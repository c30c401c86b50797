import { describe, expect, it } from 'vitest';
import { manualSlot, releaseId } from '../../../domain/ledger/release-id.ts';

describe('a release id', () => {
  it('names symbol, cutoff and slot in letters, digits, - and _', () => {
    expect(releaseId('BTC/USDT', Date.UTC(2026, 10, 20, 10), '1200')).toBe('BTC-USDT_20261120T1000Z_1200');
  });

  it('is refused when the symbol holds anything else', () => {
    expect(() => releaseId('BTC/USDT:USDT', 0, 'manual')).toThrow(/BTC-USDT:USDT/);
  });
});

describe('the slot of a manual release', () => {
  const finished = (slot: string) => ({ slot, finished: true });

  it('is "manual" when there is none yet', () => {
    expect(manualSlot([], 'manual')).toEqual({ slot: 'manual', resumed: false });
  });

  it('gets the next free suffix when earlier ones are finished, and never overwrites', () => {
    expect(manualSlot([finished('manual'), finished('manual-3')], 'manual').slot).toBe('manual-2');
    expect(manualSlot([finished('manual'), finished('manual-2')], 'manual').slot).toBe('manual-3');
  });

  it('is that of the unfinished one when there is one', () => {
    expect(manualSlot([finished('manual'), { slot: 'manual-2', finished: false }], 'manual')).toEqual({
      slot: 'manual-2',
      resumed: true,
    });
  });
});
