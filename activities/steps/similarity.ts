/** Windows like the present one: embeddings stored per closed bar, searched exactly, chosen apart from each other. */
import { sha256 } from '../../domain/ledger/hash.ts';
import type { EpochMs } from '../../domain/market/candles.ts';
import type { History } from '../../domain/market/history.ts';
import type { SimilarWindows } from '../../domain/similarity/neighbour.ts';
import { type Segment, segmentBytes, segments } from '../../domain/similarity/segments.ts';
import {
  candidatesNeeded,
  latestNeighbourClose,
  selectNeighbours,
  WINDOW_BARS,
} from '../../domain/similarity/selection.ts';
import { SPACE_ID } from '../../domain/similarity/space.ts';
import { HANDOVER } from '../parts.ts';
import type { Compute, EmbeddingStore } from '../ports.ts';
import { historyOf } from '../prices.ts';
import { type Built, jsonFile, type Step, tableFile } from '../step.ts';

/** How many windows a release shows. */
export const NEIGHBOURS = 8;

interface EmbeddedRow {
  readonly closeTime: EpochMs;
  readonly embedding: Float64Array;
}

export const similarity: Step = {
  name: 'similarity',
  async build({ ports, request, inputs }): Promise<Built> {
    const history = await historyOf(inputs, request);
    const similar = await findSimilar(ports.stores.embeddings, ports.compute, history, request.horizonsHours);
    return {
      files: [
        jsonFile(HANDOVER.similar, similar),
        await tableFile('similar.parquet', tableOf(similar, request.horizonsHours), ports),
      ],
      rows: [
        { table: 'similar_windows', rows: similar.neighbours.map((neighbour, i) => rowOf(similar, neighbour, i + 1)) },
      ],
      summary:
        similar.verdict === 'enough'
          ? `${similar.neighbours.length} similar windows`
          : `only ${similar.neighbours.length} of ${similar.asked} similar windows`,
    };
  },
};

async function findSimilar(
  store: EmbeddingStore,
  compute: Compute,
  history: History,
  horizonsHours: readonly number[],
): Promise<SimilarWindows> {
  const named = segments(history).map((segment) => ({ segment, name: sha256(segmentBytes(history, segment)) }));
  const known = await store.known(
    SPACE_ID,
    named.map(({ name }) => name),
  );
  const missing = named.filter(({ name }) => !known.has(name));
  const fresh = await embed(
    compute,
    history,
    missing.map(({ segment }) => segment),
  );
  await store.insert(
    SPACE_ID,
    missing.map(({ name }, i) => ({ segment: name, rows: fresh[i] })),
  );
  const [[query]] = await embed(compute, history, [lastBar(history)]);
  if (!query) return { spaceId: SPACE_ID, asked: NEIGHBOURS, verdict: 'fewer-than-k', neighbours: [] };
  const candidates = await store.nearest({
    spaceId: SPACE_ID,
    segments: named.map(({ name }) => name),
    embedding: query.embedding,
    until: latestNeighbourClose(history.cutoff, WINDOW_BARS, history.barMs),
    limit: candidatesNeeded(NEIGHBOURS),
  });
  return selectNeighbours({
    query: query.embedding,
    candidates,
    cutoff: history.cutoff,
    horizonsHours,
    k: NEIGHBOURS,
    history,
  });
}

async function embed(
  compute: Compute,
  history: History,
  ranges: readonly Pick<Segment, 'fromBar' | 'toBar'>[],
): Promise<EmbeddedRow[][]> {
  if (ranges.length === 0) return [];
  return await compute.run<EmbeddedRow[][]>('embed', { history, ranges }, { timeoutMs: 30_000 });
}

function lastBar({ length }: History) {
  return { fromBar: length - 1, toBar: length };
}

function rowOf(
  { spaceId }: SimilarWindows,
  { closeTime, distance, outcomes }: SimilarWindows['neighbours'][number],
  rank: number,
) {
  return { rank, space_id: spaceId, close_time_ms: closeTime, distance, outcomes };
}

function tableOf({ neighbours }: SimilarWindows, horizonsHours: readonly number[]) {
  return {
    columns: [
      { name: 'close_time_ms', type: 'int64' as const, values: neighbours.map(({ closeTime }) => closeTime) },
      { name: 'distance', type: 'double' as const, values: neighbours.map(({ distance }) => distance) },
      ...horizonsHours.map((hours) => ({
        name: `outcome_${hours}h`,
        type: 'double' as const,
        values: neighbours.map(({ outcomes }) => outcomes[String(hours)]),
      })),
    ],
  };
}
