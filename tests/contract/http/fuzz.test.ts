import { afterAll, beforeAll, expect, it } from 'vitest';
import { fuzz } from '../../../lab/fuzz/run.ts';
import { openServedRecord, type ServedRecord } from '../../fixtures/served-record.ts';

const TOKENS = ['reading-token-0001', 'halting-token-0002'];

let served: ServedRecord;
beforeAll(async () => {
  served = await openServedRecord({ API_TOKENS: `read:${TOKENS[0]},control+halt:${TOKENS[1]}` });
  await served.commit({ cutoff: '2026-11-20T10:00:00.000Z', slot: '1200' });
});
afterAll(() => served[Symbol.asyncDispose]());

it('every one of many random requests gets a clear answer, and the server goes on (10,000 in bench -- fuzz)', async () => {
  const { offences, byStatus } = await fuzz({
    ...{ origin: served.origin, seed: 'contract', requests: 500, tokens: TOKENS },
    isEngineAway: true,
  });
  expect(offences).toEqual([]);
  // The requests reach what they are meant to try.
  for (const status of ['200', '400', '401', '403', '404', '405']) expect(byStatus[status]).toBeGreaterThan(0);
  expect(await (await served.get('/health')).text()).toBe('OK');
});
