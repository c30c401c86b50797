import { expect, it } from 'vitest';
import type { Stores } from '../../../../activities/ports.ts';
import { DAY_MS } from '../../../../domain/market/candles.ts';

export function controlSuite(stores: () => Stores): void {
  it('keeps a hold since its beginning, with the newest reason, until it ends', async () => {
    const { control } = stores();
    expect(await control.hold()).toBeNull();
    await control.keepHold({ why: 'maintenance', since: 1_000 });
    await control.keepHold({ why: 'still', since: 2_000 });
    expect(await control.hold()).toEqual({ why: 'still', since: 1_000 });
    await control.endHold();
    expect(await control.hold()).toBeNull();
  });

  it('answers the first release of a key to whoever comes later, for a month', async () => {
    const { control } = stores();
    const [key, other] = ['a'.repeat(64), 'b'.repeat(64)];
    const first = { keySha256: key, symbol: 'BTC/USDT', releaseId: 'first', askedAt: 1_000 };
    expect(await control.keepAskedRelease(first)).toEqual(first);
    expect(await control.keepAskedRelease({ ...first, releaseId: 'second', askedAt: 2_000 })).toEqual(first);
    await control.keepAskedRelease({ ...first, keySha256: other, askedAt: 1_001 + 30 * DAY_MS });
    expect(await control.askedRelease(key)).toBeNull();
  });
}
