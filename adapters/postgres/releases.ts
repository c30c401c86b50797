import type { Database, ReleaseRequest, ReleaseStore, Row, StoredRelease } from '../../activities/ports.ts';
import type { LedgerPosition, ReleaseDocument } from '../../domain/ledger/document.ts';

interface ReleaseRow extends Row {
  readonly request: ReleaseRequest;
  readonly status: StoredRelease['status'];
  readonly document: ReleaseDocument | null;
  readonly committed_at_ms: number | null;
  readonly sequence: number | null;
  readonly hash: string;
  readonly previous_hash: string;
  readonly timings_ms: Record<string, number>;
}

const SELECT = `select r.request, r.status, r.document, r.committed_at_ms, l.sequence, l.hash, l.previous_hash,
  (select coalesce(jsonb_object_agg(s.step, s.duration_ms), '{}')
   from release_steps s where s.release_id = r.release_id) as timings_ms
from releases r left join ledger l on l.source = r.source and l.sequence = r.ledger_sequence`;

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
      const rows = await database.query<ReleaseRow>(
        `${SELECT} where ($1::text is null or r.symbol = $1) and ($2::text is null or r.source = $2)
         order by r.asked_at_ms desc, r.release_id collate "C" limit $3`,
        [symbol, source, limit],
      );
      return rows.map(releaseOf);
    },

    async manualAt(symbol, cutoff) {
      const rows = await database.query<ReleaseRow>(
        `${SELECT} where r.symbol = $1 and r.cutoff_ms = $2 and 'manual' = any (string_to_array(r.slot, '-'))
         order by r.asked_at_ms, r.release_id collate "C"`,
        [symbol, cutoff],
      );
      return rows.map(releaseOf);
    },

    async discard(releaseId) {
      await database.query('delete from releases where release_id = $1 and document is null', [releaseId]);
    },
  };
}

function releaseOf(row: ReleaseRow): StoredRelease {
  return {
    request: row.request,
    status: row.status,
    document: row.document,
    ledger: positionOf(row),
    timingsMs: row.timings_ms,
    committedAt: row.committed_at_ms,
  };
}

function positionOf({ sequence, hash, previous_hash }: ReleaseRow): LedgerPosition | null {
  return sequence === null ? null : { sequence, hash, previousHash: previous_hash };
}
