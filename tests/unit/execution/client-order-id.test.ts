import { describe, expect, it } from 'vitest';
import { clientOrderId, COMMON_DIALECT } from '../../../domain/execution/orders/client-order-id.ts';

const IDENTITY = { accountId: 'shadow', planId: 'BTC-USDT_20261120T1000Z_noon', leg: 'entry', attempt: 1 };

describe('client order ids (INCIDENTS O22)', () => {
  it('do not collide over 100,000 decisions that differ in one digit, in the venue’s alphabet and length', () => {
    const ids = new Set<string>();
    for (let attempt = 0; attempt < 100_000; attempt++)
      ids.add(clientOrderId({ ...IDENTITY, attempt }, COMMON_DIALECT));
    expect(ids.size).toBe(100_000);
    for (const id of ids) if (!/^[A-Za-z0-9]{32}$/.test(id)) expect.fail(id);
  });

  it('are the same for the same decision and tell apart what only looks alike', () => {
    const id = clientOrderId(IDENTITY, COMMON_DIALECT);
    expect(clientOrderId({ ...IDENTITY }, COMMON_DIALECT)).toBe(id);
    expect(clientOrderId({ ...IDENTITY, leg: 'entry1' }, COMMON_DIALECT)).not.toBe(id);
    const parts = { accountId: 'a","b', planId: 'c', leg: 'd', attempt: 1 };
    const shifted = { accountId: 'a', planId: 'b","c', leg: 'd', attempt: 1 };
    expect(clientOrderId(parts, COMMON_DIALECT)).not.toBe(clientOrderId(shifted, COMMON_DIALECT));
  });

  it('begin as the venue wants and are refused where they would be too short', () => {
    expect(clientOrderId(IDENTITY, { ...COMMON_DIALECT, prefix: 't-', length: 30 })).toMatch(/^t-[A-Za-z0-9]{28}$/);
    expect(() => clientOrderId(IDENTITY, { prefix: '', alphabet: '0123456789', length: 18 })).toThrow('too few');
  });
});
