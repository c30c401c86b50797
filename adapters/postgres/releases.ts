import type {
  Database,
  ReleaseOutline,
  ReleaseRequest,
  ReleaseStore,
  Row,
  StoredRelease,
} from '../../activities/ports.ts';
import type { LedgerPosition, ReleaseDocument } from '../../domain/ledger/document.ts';

interface OutlineRow extends Row {
  readonly request: ReleaseRequest;
  readonly status: StoredRelease['status'];
  readonly sequence: number | null;
  readonly hash: string;
  readonly previous_hash: string;
}

interface ReleaseRow extends OutlineRow {
  readonly document: ReleaseDocument | null;
  readonly committed_at_ms: number | null;
  readonly timings_ms: Record<string, number>;
}

const OUTLINE = 'r.request, r.status, l.sequence, l.hash, l.previous_hash';
const FROM = 'from releases r left join ledger l on l.source = r.source and l.sequence = r.ledger_sequence';
const SELECT = `select ${OUTLINE}, r.document, r.committed_at_ms,
  (select coalesce(jsonb_object_agg(s.step, s.duration_ms), '{}')
   from release_steps s where s.release_id = r.release_id) as timings_ms
${FROM}`;
const NEWEST = `where ($1::text is null or r.symbol = $1) and ($2::text is null or r.source = $2)
order by r.asked_at_ms desc, r.release_id collate "C" limit $3`;

export function createReleaseStore(database: Database): ReleaseStore {
  return {
    async begin(request) {
      const { releaseId, symbol, slot, stream, source, cutoff, askedAt, deadline } = request;
      await database.query(
        `insert into releases
           (release_id, symbol, slot, stream, source, cutoff_ms, asked_at_ms, deadline_ms, request, status)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9::jsonb, 'running') on conflict (release_id) do nothing`,
        [releaseId, symbol, slot, stream, source, cutoff, askedAt, deadline, JSON.stringify(request)],
      );
    },

    async find(releaseId) {
      const [row] = await database.query<ReleaseRow>(`${SELECT} where r.release_id = $1`, [releaseId]);
      return row ? releaseOf(row) : null;
    },

    async list({ symbol = null, source = null, limit }) {
      return (await database.query<ReleaseRow>(`${SELECT} ${NEWEST}`, [symbol, source, limit])).map(releaseOf);
    },

    async outlines({ symbol = null, source = null, limit }) {
      const rows = await database.query<OutlineRow>(`select ${OUTLINE} ${FROM} ${NEWEST}`, [symbol, source, limit]);
      return rows.map(outlineOf);
    },

    async manualAt(symbol, cutoff) {
      const rows = await database.query<OutlineRow>(
        `select ${OUTLINE} ${FROM}
         where r.symbol = $1 and r.cutoff_ms = $2 and 'manual' = any (string_to_array(r.slot, '-'))
         order by r.asked_at_ms, r.release_id collate "C"`,
        [symbol, cutoff],
      );
      return rows.map(outlineOf);
    },

    async discard(releaseId) {
      await database.query('delete from releases where release_id = $1 and document is null', [releaseId]);
    },
  };
}

function releaseOf(row: ReleaseRow): StoredRelease {
  return {
    ...outlineOf(row),
    document: row.document,
    timingsMs: row.timings_ms,
    committedAt: row.committed_at_ms,
  };
}

function outlineOf(row: OutlineRow): ReleaseOutline {
  return { request: row.request, status: row.status, ledger: positionOf(row) };
}

function positionOf({ sequence, hash, previous_hash }: OutlineRow): LedgerPosition | null {
  return sequence === null ? null : { sequence, hash, previousHash: previous_hash };
}
