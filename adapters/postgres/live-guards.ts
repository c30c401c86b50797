import type { Database, LiveGuardStore, Row } from '../../activities/ports.ts';

interface GuardRow extends Row {
  readonly looked_at_ms: number;
  readonly acted_at_ms: number | null;
  readonly act: string | null;
}

export function createLiveGuardStore(database: Database): LiveGuardStore {
  return {
    async find(accountId) {
      const [row] = await database.query<GuardRow>(
        'select looked_at_ms, acted_at_ms, act from live_guards where account_id = $1',
        [accountId],
      );
      return row ? { lookedAt: row.looked_at_ms, actedAt: row.acted_at_ms, act: row.act } : null;
    },

    async looked(accountId, at, act) {
      await database.query(
        `insert into live_guards (account_id, looked_at_ms, acted_at_ms, act)
         values ($1, $2, $3, $4)
         on conflict (account_id) do update set looked_at_ms = $2,
           acted_at_ms = coalesce(excluded.acted_at_ms, live_guards.acted_at_ms), act = coalesce(excluded.act, live_guards.act)`,
        [accountId, at, act === null ? null : at, act],
      );
    },
  };
}
