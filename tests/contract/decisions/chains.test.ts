/** DESIGN §10, the ledger: one chain per source, in the order of commits and never of cutoffs. */
import { afterAll, expect, it } from 'vitest';
import { commitRelease } from '../../../activities/commit.ts';
import { openCompute } from '../../../adapters/compute/pool.ts';
import { AlmanacError } from '../../../domain/errors.ts';
import { verifyChain } from '../../../domain/ledger/chain.ts';
import { SOURCE_KINDS, type SourceKind } from '../../../domain/market/sources.ts';
import { releaseId } from '../../../domain/ledger/release-id.ts';
import { backDatedRequest, openPipeline } from '../../fixtures/pipeline.ts';

const compute = openCompute({ threads: 1 });
afterAll(() => compute[Symbol.asyncDispose]());

const COMMITS: readonly (readonly [SourceKind, string])[] = [
  ['recorded', '2023-06-01T12:00Z'],
  ['live', '2026-11-20T10:00Z'],
  ['recorded', '2019-01-01T00:00Z'],
  ['simulated', '2026-11-20T10:00Z'],
  ['recorded', '2021-03-04T05:00Z'],
  ['live', '2026-11-19T22:00Z'],
];

it('each source counts its own commits from 1, whatever cutoffs they are of', async () => {
  await using pipeline = await openPipeline({ compute });
  const refused = new AlmanacError('data.stale', 'stale').body();
  for (const [source, moment] of COMMITS) {
    const cutoff = Date.parse(moment);
    const id = releaseId('BTC/USDT', cutoff, `manual-${source}`);
    const request = backDatedRequest({ cutoff, source, releaseId: id, candleFiles: [] });
    await commitRelease(pipeline.ports, request, [], refused);
  }
  for (const source of SOURCE_KINDS) {
    const entries = await pipeline.ports.stores.ledger.entries(source);
    const moments = COMMITS.flatMap(([of, moment]) => (of === source ? [Date.parse(moment)] : []));
    expect(entries.map(({ sequence, key }) => [sequence, key])).toEqual(
      moments.map((cutoff, i) => [i + 1, releaseId('BTC/USDT', cutoff, `manual-${source}`)]),
    );
    expect(verifyChain(entries)?.sequence).toBe(moments.length);
  }
});
