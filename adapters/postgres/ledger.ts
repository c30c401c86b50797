import type { Database, LedgerEntry, LedgerStore, Queryable, Row } from '../../activities/ports.ts';
import { AlmanacError } from '../../domain/errors.ts';
import { chainEntry, GENESIS_HASH } from '../../domain/ledger/chain.ts';
import type { LedgerPosition, ReleaseDocument } from '../../domain/ledger/document.ts';
import type { EpochMs } from '../../domain/market/candles.ts';
import type { SourceKind } from '../../domain/market/sources.ts';

export interface EntryRow extends Row {
  readonly source: SourceKind;
  readonly sequence: number;
  readonly kind: LedgerEntry['kind'];
  readonly schema: number;
  readonly key: string;
  readonly committed_at_ms: number;
  readonly body: string;
  readonly hash: string;
  readonly previous_hash: string;
}

type CompletedRelease = NonNullable<Parameters<LedgerStore['append']>[2]>;

/** All that a moment can be. */
const ALWAYS = { from: Number.MIN_SAFE_INTEGER, to: Number.MAX_SAFE_INTEGER } as const;

/** Of a table called `l`. */
export const ENTRY_COLUMNS =
  'l.source, l.sequence, l.kind, l.schema, l.key, l.committed_at_ms, l.body, l.hash, l.previous_hash';

const SELECT = `select ${ENTRY_COLUMNS} from ledger l where source = $1`;

export function createLedgerStore(database: Database): LedgerStore {
  return {
    async append(unplaced, committedAt, release) {
      return await database.transaction(async (inside) => {
        const { entry, isNew } = await appendInside(inside, unplaced, committedAt);
        if (isNew && release) await completeRelease(inside, entry, release);
        return entry;
      });
    },

    find: (source, kind, key) => findEntry(database, source, kind, key),

    async head(source) {
      const rows = await database.query<EntryRow>(`${SELECT} order by sequence desc limit 1`, [source]);
      return rows.map(positionOf)[0] ?? null;
    },

    async entries(source, { kind = null, after = 0, limit = null, committed = ALWAYS } = {}) {
      const filter = `and ($2::text is null or kind = $2) and sequence > $3
        and committed_at_ms >= $5 and committed_at_ms < $6 order by sequence limit $4`;
      const values = [source, kind, after, limit, committed.from, committed.to];
      return (await database.query<EntryRow>(`${SELECT} ${filter}`, values)).map(entryOf);
    },
  };
}

/** Inside of a transaction that writes more than the entry; what is there under the key stays. */
export async function appendInside(
  inside: Queryable,
  unplaced: Parameters<LedgerStore['append']>[0],
  committedAt: EpochMs,
): Promise<{ readonly entry: LedgerEntry; readonly isNew: boolean }> {
  const head = await lockHead(inside, unplaced.source);
  const stored = await findEntry(inside, unplaced.source, unplaced.kind, unplaced.key);
  if (stored) return { entry: stored, isNew: false };
  const entry = chainEntry({ ...unplaced, committedAt }, head);
  await insertEntry(inside, entry);
  return { entry, isNew: true };
}

/** Whoever holds the head row numbers the next entry; the others wait until that transaction has ended. */
async function lockHead(inside: Queryable, source: SourceKind): Promise<Pick<LedgerPosition, 'sequence' | 'hash'>> {
  await inside.query(
    'insert into ledger_heads (source, sequence, hash) values ($1, 0, $2) on conflict (source) do nothing',
    [source, GENESIS_HASH],
  );
  const [head] = await inside.query<{ sequence: number; hash: string }>(
    'select sequence, hash from ledger_heads where source = $1 for update',
    [source],
  );
  return head;
}

async function insertEntry(inside: Queryable, entry: LedgerEntry): Promise<void> {
  const { source, sequence, kind, schema, key, committedAt, body, hash, previousHash } = entry;
  await inside.query(
    `insert into ledger (source, sequence, kind, schema, key, committed_at_ms, body, hash, previous_hash)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [source, sequence, kind, schema, key, committedAt, body, hash, previousHash],
  );
  await inside.query('update ledger_heads set sequence = $2, hash = $3 where source = $1', [source, sequence, hash]);
}

async function completeRelease(inside: Queryable, entry: LedgerEntry, release: CompletedRelease): Promise<void> {
  const { document, publications } = release;
  const { releaseId } = document;
  await completeRow(inside, entry, document);
  for (const { publisher } of publications) {
    await inside.query('insert into publications (release_id, publisher, committed_at_ms) values ($1, $2, $3)', [
      releaseId,
      publisher,
      entry.committedAt,
    ]);
  }
}

async function completeRow(inside: Queryable, entry: LedgerEntry, document: ReleaseDocument): Promise<void> {
  const { releaseId, status } = document;
  const completed = await inside.query(
    `update releases set status = $3, document = $4::jsonb, ledger_sequence = $5, committed_at_ms = $6
     where release_id = $1 and source = $2 and status = 'running' returning release_id`,
    [releaseId, entry.source, status, JSON.stringify(document), entry.sequence, entry.committedAt],
  );
  if (completed.length === 1) return;
  const sentence = `The release ${releaseId} cannot be committed: no running release of source ${entry.source} has that id. Begin it first.`;
  throw new AlmanacError('store.conflict', sentence, { releaseId, source: entry.source });
}

async function findEntry(
  where: Queryable,
  source: SourceKind,
  kind: LedgerEntry['kind'],
  key: string,
): Promise<LedgerEntry | null> {
  const rows = await where.query<EntryRow>(`${SELECT} and kind = $2 and key = $3`, [source, kind, key]);
  return rows.map(entryOf)[0] ?? null;
}

export function entryOf(row: EntryRow): LedgerEntry {
  const { source, kind, schema, key, body } = row;
  return { source, kind, schema, key, committedAt: row.committed_at_ms, body, ...positionOf(row) };
}

function positionOf({ sequence, hash, previous_hash }: EntryRow): LedgerPosition {
  return { sequence, hash, previousHash: previous_hash };
}
