import { expect, it } from 'vitest';
import type { Stores } from '../../../../activities/ports.ts';

export function venueBansSuite(stores: () => Stores): void {
  it('are known until when, per venue, and never get shorter', async () => {
    const bans = stores().venueBans;
    expect(await bans.until('binance')).toBeNull();
    await bans.ban('binance', 5_000);
    await bans.ban('binance', 3_000);
    expect(await bans.until('binance')).toBe(5_000);
    expect(await bans.until('okx')).toBeNull();
  });
}
