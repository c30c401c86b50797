import type { Database, LedgerEntry, ReaderStore, ReleaseFilter, SqlValue } from '../../activities/ports.ts';
import type { PublicationState } from '../../domain/publication/life.ts';
import { type EntryRow, ENTRY_COLUMNS, entryOf } from './ledger.ts';
import { createReleaseStore } from './releases.ts';

const MATCHING = `from releases r join ledger l on l.source = r.source and l.sequence = r.ledger_sequence
  where r.source = $1 and ($2::text is null or r.symbol = $2) and ($3::text[] is null or r.stream = any ($3))`;

const RECENT_COVERAGE = `select horizon_hours as "horizonHours", count(*), count(*) filter (where covered_80) as held
from (select horizon_hours, covered_80, row_number() over (partition by horizon_hours order by target_ms desc) as newest
      from outcomes where source = $1 and stream = 'planned' and status = 'resolved') as settled
where newest <= $2 group by horizon_hours order by horizon_hours`;

export function createReaderStore(database: Database): ReaderStore {
  return {
    async releases({ before = null, limit, ...filter }) {
      const rows = await database.query<EntryRow>(
        `select ${ENTRY_COLUMNS} ${MATCHING} and ($4::bigint is null or l.sequence < $4) order by l.sequence desc limit $5`,
        [...values(filter), before, limit],
      );
      return rows.map(entryOf);
    },

    async count(filter) {
      const [row] = await database.query<{ count: number }>(`select count(*) ${MATCHING}`, values(filter));
      return row.count;
    },

    async newest(filter) {
      const [row] = await database.query<{ release_id: string }>(
        `select r.release_id ${MATCHING} and r.status = 'published' order by l.sequence desc limit 1`,
        values(filter),
      );
      return row ? await createReleaseStore(database).find(row.release_id) : null;
    },

    async byKey(source, kind, keys): Promise<LedgerEntry[]> {
      if (keys.length === 0) return [];
      const rows = await database.query<EntryRow>(
        `select ${ENTRY_COLUMNS} from ledger l where l.source = $1 and l.kind = $2 and l.key = any ($3)`,
        [source, kind, keys],
      );
      return rows.map(entryOf);
    },

    async publicationCounts() {
      const rows = await database.query<{ status: PublicationState; count: number }>(
        'select status, count(*) from publications group by status',
      );
      return new Map(rows.map(({ status, count }) => [status, count]));
    },

    recentCoverage: (source, last) => database.query(RECENT_COVERAGE, [source, last]),
  };
}

function values({ source, symbol, streams }: ReleaseFilter): SqlValue[] {
  return [source, symbol ?? null, streams ?? null];
}
