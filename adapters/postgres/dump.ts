/** Every row of a database as JSON that PostgreSQL itself writes and reads: each digit of every number comes back. */
import type { Database, Queryable } from '../../activities/ports.ts';
import { AlmanacError } from '../../domain/errors.ts';

/** Which migrations a database has; kept by `migrate`, not part of a dump. */
const MIGRATIONS_TABLE = 'schema_migrations';
const ROWS_PER_READ = 1_000;

export interface AppliedMigration {
  readonly name: string;
  readonly sha256: string;
}

/** Takes rows as JSON texts, table by table, a table's rows in several parts. */
export type TakeRows = (table: string, rows: readonly string[]) => Promise<void>;

/** All tables as they are at one moment, those that others refer to before them; answers their names, also of empty ones. */
export async function dumpTables(database: Database, take: TakeRows): Promise<string[]> {
  return await database.transaction(async (inside) => {
    await inside.query('set transaction isolation level repeatable read');
    const tables = await tablesInOrder(inside);
    for (const table of tables) await dumpTable(inside, table, take);
    return tables;
  });
}

/** Rows of one table as `dumpTables` gave them. */
export async function loadRows(inside: Queryable, table: string, rows: readonly string[]): Promise<void> {
  const name = identifier(table);
  await inside.query(`insert into ${name} select * from json_populate_recordset(null::${name}, $1::json)`, [
    `[${rows.join(',')}]`,
  ]);
}

/** Ascending; empty for a database that was never migrated. */
export async function appliedMigrations(database: Queryable): Promise<AppliedMigration[]> {
  const [there] = await database.query<{ there: boolean }>('select to_regclass($1) is not null as there', [
    MIGRATIONS_TABLE,
  ]);
  if (!there.there) return [];
  return await database.query<AppliedMigration & Record<string, unknown>>(
    `select name, sha256 from ${MIGRATIONS_TABLE} order by version`,
  );
}

/** Removes what the migrations themselves have written into tables that were just made. */
export async function removeFirstRows(inside: Queryable): Promise<void> {
  for (const table of await tablesInOrder(inside)) {
    const rows = await inside.query(`select from ${identifier(table)} limit 1`, []);
    if (rows.length > 0) await inside.query(`delete from ${identifier(table)}`, []);
  }
}

/** A person armed the account as it was then. */
export async function disarmAccounts(inside: Queryable): Promise<void> {
  await inside.query('update accounts set armed_until_ms = null where armed_until_ms is not null', []);
}

async function dumpTable(inside: Queryable, table: string, take: TakeRows): Promise<void> {
  await inside.query(
    `declare dumped no scroll cursor for select row_to_json(t)::text as row from ${identifier(table)} t`,
  );
  for (;;) {
    const rows = await inside.query<{ row: string }>(`fetch ${ROWS_PER_READ} from dumped`);
    if (rows.length > 0)
      await take(
        table,
        rows.map(({ row }) => row),
      );
    if (rows.length < ROWS_PER_READ) break;
  }
  await inside.query('close dumped');
}

async function tablesInOrder(database: Queryable): Promise<string[]> {
  const found = await database.query<{ name: string; needs: string }>(
    `select c.relname::text as name, coalesce(string_agg(distinct r.relname::text, ','), '') as needs
     from pg_class c
     left join pg_constraint f on f.conrelid = c.oid and f.contype = 'f' and f.confrelid <> c.oid
     left join pg_class r on r.oid = f.confrelid
     where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace and c.relname <> $1
     group by c.relname order by c.relname collate "C"`,
    [MIGRATIONS_TABLE],
  );
  const left = new Map(found.map(({ name, needs }) => [name, needs.split(',').filter(Boolean)]));
  const ordered: string[] = [];
  while (left.size > 0) {
    const next = [...left].find(([, needs]) => needs.every((need) => !left.has(need)))?.[0];
    if (next === undefined) {
      const tables = [...left.keys()].join(', ');
      throw new AlmanacError('internal', `The tables ${tables} refer to each other in a circle.`, { tables });
    }
    left.delete(next);
    ordered.push(next);
  }
  return ordered;
}

function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
