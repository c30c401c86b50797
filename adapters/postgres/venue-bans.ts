import type { Database, VenueBans } from '../../activities/ports.ts';

export function createVenueBans(database: Database): VenueBans {
  return {
    async until(venue) {
      const [row] = await database.query<{ until_ms: number }>('select until_ms from venue_bans where venue = $1', [
        venue,
      ]);
      return row?.until_ms ?? null;
    },

    async ban(venue, until) {
      await database.query(
        `insert into venue_bans (venue, until_ms) values ($1, $2)
         on conflict (venue) do update set until_ms = greatest(venue_bans.until_ms, excluded.until_ms)`,
        [venue, until],
      );
    },
  };
}
