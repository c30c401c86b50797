import type { Database, Queryable, Row, TradingStateRow, TradingStateStore } from '../../activities/ports.ts';
import { strictest, TRADING_STATES, type TradingState } from '../../domain/risk/trading-state.ts';

interface StateRow extends Row {
  readonly scope: string;
  readonly state: TradingState;
  readonly why: string;
  readonly by_whom: string;
  readonly since_ms: number;
}

const ROWS_THAT_COUNT = 2;

export function createTradingStateStore(database: Database): TradingStateStore {
  return {
    async read(accountId) {
      const rows = await database.query<Pick<StateRow, 'state'>>(
        "select state from trading_states where scope in ('*', $1)",
        [accountId],
      );
      return rows.length === ROWS_THAT_COUNT ? strictest(rows.map(({ state }) => state)) : null;
    },

    async rows() {
      const rows = await database.query<StateRow>(
        'select scope, state, why, by_whom, since_ms from trading_states order by scope collate "C"',
        [],
      );
      return rows.map(({ scope, state, why, by_whom, since_ms }) => ({
        scope,
        state,
        why,
        by: by_whom,
        since: since_ms,
      }));
    },

    async tighten(row) {
      return await database.transaction(async (inside) => {
        const looser = TRADING_STATES.slice(0, 1 + TRADING_STATES.indexOf(row.state));
        const changed = await inside.query(
          `insert into trading_states (scope, state, why, by_whom, since_ms) values ($1, $2, $3, $4, $5)
           on conflict (scope) do update set state = $2, why = $3, by_whom = $4, since_ms = $5,
             asked_state = null, asked_code = null, asked_until_ms = null
           where trading_states.state = any ($6::text[]) returning scope`,
          [row.scope, row.state, row.why, row.by, row.since, looser],
        );
        if (changed.length > 0) await note(inside, row);
        return changed.length > 0;
      });
    },

    async askToLoosen(scope, { state, code, until }) {
      await database.query(
        'update trading_states set asked_state = $2, asked_code = $3, asked_until_ms = $4 where scope = $1',
        [scope, state, code, until],
      );
    },

    async loosen(scope, code, { by, at }) {
      return await database.transaction(async (inside) => {
        const [row] = await inside.query<StateRow>(
          `update trading_states set state = asked_state, why = 'resumed', by_whom = $3, since_ms = $4,
             asked_state = null, asked_code = null, asked_until_ms = null
           where scope = $1 and asked_code = $2 and asked_until_ms >= $4 returning scope, state, why`,
          [scope, code, by, at],
        );
        if (row === undefined) return false;
        await note(inside, { scope, state: row.state, why: row.why, by, since: at });
        return true;
      });
    },
  };
}

/** Who changed what, for ever. */
async function note(inside: Queryable, { scope, state, why, by, since }: TradingStateRow): Promise<void> {
  await inside.query(
    'insert into trading_state_changes (scope, since_ms, state, why, by_whom) values ($1, $2, $3, $4, $5)',
    [scope, since, state, why, by],
  );
}
