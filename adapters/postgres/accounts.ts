import type {
  AccountCommit,
  AccountStore,
  Database,
  EquityMark,
  Queryable,
  Row,
  StoredAccount,
  StoredEvent,
} from '../../activities/ports.ts';
import { Money } from '../../domain/accounting/money.ts';
import { AlmanacError } from '../../domain/errors.ts';
import type { AccountEvent } from '../../domain/execution/account/events.ts';
import type { AccountSettings, AccountState } from '../../domain/execution/account/state.ts';
import { readWritten, written } from '../../domain/execution/account/written.ts';
import { HOUR_MS } from '../../domain/market/candles.ts';

/** Grows when a state is no longer what it was: snapshots of another shape are passed over and the events folded. */
const SNAPSHOT_SHAPE = 1;

interface AccountRow extends Row {
  readonly account_id: string;
  readonly mode: StoredAccount['mode'];
  readonly strategy: StoredAccount['strategy'];
  readonly symbol: string;
  readonly source: StoredAccount['source'];
  readonly venue: string;
  readonly start_quote: string;
  readonly settings: string;
  readonly token: number;
  readonly sequence: number;
  readonly opened_at_ms: number;
  readonly armed_until_ms: number | null;
}

export function createAccountStore(database: Database): AccountStore {
  return {
    async open({ accountId, mode, strategy, symbol, source, venue, startQuote, settings }, at) {
      await database.transaction(async (inside) => {
        await inside.query(
          `insert into accounts (account_id, mode, strategy, symbol, source, venue, start_quote, settings, opened_at_ms)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (account_id) do nothing`,
          [accountId, mode, strategy, symbol, source, venue, startQuote.toFixed(), written(settings), at],
        );
        await inside.query(
          `insert into trading_states (scope, state, why, by_whom, since_ms)
           values ($1, 'normal', 'the account was opened', 'executor', $2) on conflict (scope) do nothing`,
          [accountId, at],
        );
      });
    },

    async find(accountId) {
      const [row] = await database.query<AccountRow>('select * from accounts where account_id = $1', [accountId]);
      return row ? accountOf(row) : null;
    },

    async list() {
      const rows = await database.query<AccountRow>('select * from accounts order by account_id collate "C"', []);
      return rows.map(accountOf);
    },

    async takeToken(accountId) {
      const [taken] = await database.query<{ token: number }>(
        'update accounts set token = token + 1 where account_id = $1 returning token',
        [accountId],
      );
      if (taken === undefined) throw unknownAccount(accountId);
      return taken.token;
    },

    async commit(accountId, commit) {
      return await database.transaction(async (inside) => {
        if (!(await insertEvents(inside, accountId, commit))) return await refusal(inside, accountId, commit);
        if (commit.equity !== null) await insertEquity(inside, accountId, commit.equity);
        return true;
      });
    },

    async events(accountId, { after, types, but = [] }) {
      const rows = await database.query<{ sequence: number; committed_at_ms: number; body: string }>(
        `select sequence, committed_at_ms, body from account_events
         where account_id = $1 and sequence > $2 and ($3::text[] is null or type = any ($3)) and type <> all ($4::text[])
         order by sequence`,
        [accountId, after, types ?? null, but],
      );
      return rows.map(
        ({ sequence, committed_at_ms, body }): StoredEvent => ({
          sequence,
          committedAt: committed_at_ms,
          event: readWritten<AccountEvent>(body),
        }),
      );
    },

    async snapshot(accountId) {
      const [row] = await database.query<{ sequence: number; body: string }>(
        'select sequence, body from account_snapshots where account_id = $1 and shape = $2',
        [accountId, SNAPSHOT_SHAPE],
      );
      return row ? { sequence: row.sequence, state: readWritten<AccountState>(row.body) } : null;
    },

    async keepSnapshot(accountId, sequence, state) {
      await database.query(
        `insert into account_snapshots (account_id, sequence, shape, body) values ($1, $2, $3, $4)
         on conflict (account_id) do update set sequence = $2, shape = $3, body = $4
         where account_snapshots.sequence < $2 or account_snapshots.shape <> $3`,
        [accountId, sequence, SNAPSHOT_SHAPE, written(state)],
      );
    },

    async equity(accountId, { from, to }) {
      const rows = await database.query<EquityRow>(
        'select * from account_equity where account_id = $1 and hour_ms >= $2 and hour_ms < $3 order by hour_ms',
        [accountId, from, to],
      );
      return rows.map(markOf);
    },

    async lastMarkedAt(accountId) {
      const [row] = await database.query<{ committed_at_ms: number }>(
        `select committed_at_ms from account_events where account_id = $1 and type = 'marked'
         order by sequence desc limit 1`,
        [accountId],
      );
      return row?.committed_at_ms ?? null;
    },

    async arm(accountId, until) {
      const armed = await database.query(
        'update accounts set armed_until_ms = $2 where account_id = $1 returning account_id',
        [accountId, until],
      );
      if (armed.length === 0) throw unknownAccount(accountId);
    },
  };
}

/** Token and last event are compared where the events are written: two workers cannot both pass. */
async function insertEvents(inside: Queryable, accountId: string, commit: AccountCommit): Promise<boolean> {
  const { token, after, events, committedAt } = commit;
  const inserted = await inside.query(
    `with current as (
       update accounts set sequence = sequence + $4 where account_id = $1 and token = $2 and sequence = $3
       returning account_id
     )
     insert into account_events (account_id, sequence, type, token, committed_at_ms, body)
     select account_id, $3 + place, type, $2, $5, body
     from current, unnest($6::text[], $7::text[]) with ordinality as event (type, body, place)
     returning sequence`,
    [accountId, token, after, events.length, committedAt, events.map(({ type }) => type), events.map(written)],
  );
  return inserted.length > 0;
}

/** Why nothing was written. */
async function refusal(inside: Queryable, accountId: string, { token, after }: AccountCommit): Promise<false> {
  const [row] = await inside.query<Pick<AccountRow, 'token' | 'sequence'>>(
    'select token, sequence from accounts where account_id = $1',
    [accountId],
  );
  if (row === undefined) throw unknownAccount(accountId);
  if (row.token !== token) return false;
  throw new AlmanacError(
    'store.conflict',
    `Events of the account ${accountId} were to follow event ${after}, but the last one is ${row.sequence}. Read it anew and decide again.`,
    { accountId, after, sequence: row.sequence },
  );
}

interface EquityRow extends Row {
  readonly marked_at_ms: number;
  readonly mark: string;
  readonly cash_quote: string;
  readonly position_base: string;
  readonly equity_quote: string;
}

async function insertEquity(inside: Queryable, accountId: string, equity: EquityMark): Promise<void> {
  const { markedAt, mark, cashQuote, positionBase, equityQuote } = equity;
  const hour = Math.floor(markedAt / HOUR_MS) * HOUR_MS;
  await inside.query(
    `insert into account_equity (account_id, hour_ms, marked_at_ms, mark, cash_quote, position_base, equity_quote)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict (account_id, hour_ms) do nothing`,
    [accountId, hour, markedAt, ...[mark, cashQuote, positionBase, equityQuote].map((value) => value.toFixed())],
  );
}

function markOf(row: EquityRow): EquityMark {
  return {
    markedAt: row.marked_at_ms,
    mark: new Money(row.mark),
    cashQuote: new Money(row.cash_quote),
    positionBase: new Money(row.position_base),
    equityQuote: new Money(row.equity_quote),
  };
}

function accountOf(row: AccountRow): StoredAccount {
  const { mode, strategy, symbol, source, venue, token, sequence } = row;
  return {
    accountId: row.account_id,
    ...{ mode, strategy, symbol, source, venue, token, sequence },
    startQuote: new Money(row.start_quote),
    settings: readWritten<AccountSettings>(row.settings),
    openedAt: row.opened_at_ms,
    armedUntil: row.armed_until_ms,
  };
}

function unknownAccount(accountId: string): AlmanacError {
  return new AlmanacError(
    'input.invalid',
    `There is no account "${accountId}"; "npm run paper -- status" lists them.`,
    {
      accountId,
    },
  );
}
