import type { Database, PaperVenueStore } from '../../activities/ports.ts';
import { readWritten, written } from '../../domain/execution/account/written.ts';
import { AlmanacError } from '../../domain/errors.ts';
import type { PaperEvent } from '../../domain/execution/paper/events.ts';

export function createPaperVenueStore(database: Database): PaperVenueStore {
  return {
    async events({ accountId, symbol }) {
      const rows = await database.query<{ body: string }>(
        'select body from paper_venue_events where account_id = $1 and symbol = $2 order by sequence',
        [accountId, symbol],
      );
      return rows.map(({ body }) => readWritten<PaperEvent>(body));
    },

    async append({ accountId, symbol }, after, events) {
      const rows = await database.query(
        `insert into paper_venue_events (account_id, symbol, sequence, type, body)
         select $1, $2, $3 + new.at, new.type, new.body
         from unnest($4::text[], $5::text[]) with ordinality as new (type, body, at)
         where $3 = (select coalesce(max(sequence), 0) from paper_venue_events where account_id = $1 and symbol = $2)
         returning sequence`,
        [accountId, symbol, after, events.map(({ type }) => type), events.map(written)],
      );
      if (rows.length !== events.length) throw conflict(accountId, symbol, after);
    },
  };
}

function conflict(accountId: string, symbol: string, after: number): AlmanacError {
  return new AlmanacError(
    'store.conflict',
    `Another process has written to the paper account ${accountId} on ${symbol} behind event ${after}; what it wrote is read with the next request.`,
    { accountId, symbol, after },
  );
}
