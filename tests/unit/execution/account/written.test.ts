import { describe, expect, it } from 'vitest';
import type { AccountEvent } from '../../../../domain/execution/account/events.ts';
import { evolve } from '../../../../domain/execution/account/evolve.ts';
import type { AccountState } from '../../../../domain/execution/account/state.ts';
import { readWritten, written } from '../../../../domain/execution/account/written.ts';
import { Money } from '../../../../domain/accounting/money.ts';
import { tradedAccount } from '../../../fixtures/traded-account.ts';

describe('what happened on an account', () => {
  const worlds = [1, 2, 3, 4, 5].map((seed) => tradedAccount(seed, 4));
  const events = worlds.flatMap((world) => world.events);

  it('comes back from text as it was, whatever happened', () => {
    expect(new Set(events.map(({ type }) => type)).size).toBeGreaterThan(15);
    for (const event of events) expect(written(readWritten<AccountEvent>(written(event)))).toBe(written(event));
  });

  it('gives the same state when it is folded from text', () => {
    for (const { opened, events: happened } of worlds) {
      const state = happened.reduce(evolve, opened);
      const read = happened.map((event) => readWritten<AccountEvent>(written(event)));
      expect(written(read.reduce(evolve, opened))).toBe(written(state));
      expect(written(readWritten<AccountState>(written(state)))).toBe(written(state));
    }
  });

  it.each(['0.000000000000000000000001', '123456789012345678901234567890.12345678', '-0', '1e-30'])(
    'keeps every digit of %s',
    (text) => {
      const read = readWritten<AccountEvent & { type: 'rung-begun' }>(
        written({ type: 'rung-begun', quantity: new Money(text) }),
      );
      expect(read.quantity.equals(text)).toBe(true);
      expect(read.quantity.valueOf()).toBe(new Money(text).valueOf());
    },
  );

  it('keeps limits that are not finite', () => {
    const { settings } = worlds[0].opened;
    expect(settings.limits['loss-streak']).toBe(Number.POSITIVE_INFINITY);
    expect(readWritten<AccountState>(written(worlds[0].opened)).settings.limits).toEqual(settings.limits);
  });

  it('is refused when it is no text of ours', () => {
    expect(() => readWritten('{"type":"mar')).toThrow(expect.objectContaining({ code: 'store.corrupt' }));
    expect(() => readWritten('{"mark":{"decimal":"12,5"}}')).toThrow(
      expect.objectContaining({ code: 'store.corrupt' }),
    );
  });
});
