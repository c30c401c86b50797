import type { ChangeStore, Database, Row, StoredChange } from '../../activities/ports.ts';

interface ChangeRow extends Row {
  readonly since: number;
  readonly sinceReleaseId: string;
  readonly horizonHours: number;
  readonly direction: StoredChange['horizons'][number]['direction'];
  readonly width: StoredChange['horizons'][number]['width'];
}

export function createChangeStore(database: Database): ChangeStore {
  return {
    async record(releaseId, { since, sinceReleaseId, horizons }) {
      await database.query(
        `insert into changes (release_id, horizon_hours, since_ms, since_release_id, direction, width)
         select $1, h.* from (select (x ->> 'horizonHours')::float8, $2::bigint, $3::text, x -> 'direction', x -> 'width'
           from jsonb_array_elements($4::jsonb) x) h
         on conflict (release_id, horizon_hours) do nothing`,
        [releaseId, since, sinceReleaseId, JSON.stringify(horizons)],
      );
    },

    async find(releaseId) {
      const rows = await database.query<ChangeRow>(
        `select since_ms as since, since_release_id as "sinceReleaseId", horizon_hours as "horizonHours", direction, width
         from changes where release_id = $1 order by horizon_hours`,
        [releaseId],
      );
      if (rows.length === 0) return null;
      const [{ since, sinceReleaseId }] = rows;
      const horizons = rows.map(({ horizonHours, direction, width }) => ({ horizonHours, direction, width }));
      return { since, sinceReleaseId, horizons };
    },

    async publishedBefore(releaseId) {
      const [before] = await database.query<{ release_id: string }>(
        `select b.release_id from releases r join releases b
           on (b.symbol, b.source, b.stream) = (r.symbol, r.source, r.stream) and b.status = 'published'
         where r.release_id = $1 and b.cutoff_ms < r.cutoff_ms
         order by b.cutoff_ms desc, b.asked_at_ms desc limit 1`,
        [releaseId],
      );
      return before?.release_id ?? null;
    },
  };
}
