import type { AskedRelease, ControlStore, Database, Row } from '../../activities/ports.ts';
import { AlmanacError } from '../../domain/errors.ts';
import { DAY_MS } from '../../domain/market/candles.ts';

const REMEMBERED_MS = 30 * DAY_MS;

interface AskedRow extends Row {
  readonly key_sha256: string;
  readonly symbol: string;
  readonly release_id: string;
  readonly asked_at_ms: number;
}

export function createControlStore(database: Database): ControlStore {
  const askedRelease = async (keySha256: string) => {
    const sql = 'select key_sha256, symbol, release_id, asked_at_ms from asked_releases where key_sha256 = $1';
    const [row] = await database.query<AskedRow>(sql, [keySha256]);
    return row ? askedOf(row) : null;
  };
  return {
    async hold() {
      const [row] = await database.query<{ why: string; since_ms: number }>('select why, since_ms from schedule_hold');
      return row ? { why: row.why, since: row.since_ms } : null;
    },

    async keepHold({ why, since }) {
      await database.query(
        'insert into schedule_hold (why, since_ms) values ($1, $2) on conflict (only_one) do update set why = $1',
        [why, since],
      );
    },

    async endHold() {
      await database.query('delete from schedule_hold');
    },

    askedRelease,

    async keepAskedRelease(asked) {
      const { keySha256, symbol, releaseId, askedAt } = asked;
      await database.query('delete from asked_releases where asked_at_ms < $1', [askedAt - REMEMBERED_MS]);
      await database.query(
        `insert into asked_releases (key_sha256, symbol, release_id, asked_at_ms) values ($1, $2, $3, $4)
         on conflict (key_sha256) do nothing`,
        [keySha256, symbol, releaseId, askedAt],
      );
      const kept = await askedRelease(keySha256);
      if (kept === null)
        throw new AlmanacError('store.conflict', 'A request was forgotten while it was kept; ask again.');
      return kept;
    },
  };
}

function askedOf({ key_sha256, symbol, release_id, asked_at_ms }: AskedRow): AskedRelease {
  return { keySha256: key_sha256, symbol, releaseId: release_id, askedAt: asked_at_ms };
}
