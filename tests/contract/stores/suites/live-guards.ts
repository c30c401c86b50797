import { expect, it } from 'vitest';
import type { Stores } from '../../../../activities/ports.ts';

export function liveGuardsSuite(stores: () => Stores): void {
  it('tell when somebody looked last, and keep what was last done', async () => {
    const guards = stores().liveGuards;
    expect(await guards.find('live')).toBeNull();
    await guards.looked('live', 1_000, null);
    expect(await guards.find('live')).toEqual({ lookedAt: 1_000, actedAt: null, act: null });
    await guards.looked('live', 2_000, 'cancelled one');
    await guards.looked('live', 3_000, null);
    expect(await guards.find('live')).toEqual({ lookedAt: 3_000, actedAt: 2_000, act: 'cancelled one' });
    expect(await guards.find('another')).toBeNull();
  });
}
