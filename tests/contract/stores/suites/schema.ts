import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { Database } from '../../../../activities/ports.ts';

const DOCUMENT = new URL('../../../../docs/DB_SCHEMA.md', import.meta.url);

export function schemaSuite(database: () => Database): void {
  it('has exactly the tables and columns that docs/DB_SCHEMA.md lists', async () => {
    expect(tablesIn(readFileSync(DOCUMENT, 'utf8'))).toEqual(await tablesOf(database()));
  });

  it('has no invalid index', async () => {
    expect(await database().query('select indexrelid::regclass::text from pg_index where not indisvalid', [])).toEqual(
      [],
    );
  });
}

/** `### table` and below it rows whose first cell is a column in backticks and whose second is its type. */
function tablesIn(markdown: string): Record<string, string[]> {
  const sections = markdown.split(/^### /m).slice(1);
  const columns = (section: string) =>
    [...section.matchAll(/^\| `(\w+)` \| ([^|]+?) \|/gm)].map((row) => `${row[1]} ${row[2]}`);
  return Object.fromEntries(sections.map((section) => [section.split('\n')[0].trim(), columns(section).sort()]));
}

async function tablesOf(database: Database): Promise<Record<string, string[]>> {
  const rows = await database.query<{ table: string; column: string }>(
    `select c.relname as table, a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
       || case when a.attnotnull then '' else ', null' end as column
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
       and c.relname not in ('committed', 'also_committed', 'rolled_back', 'swallowed')`,
    [],
  );
  const tables: Record<string, string[]> = {};
  for (const { table, column } of rows) (tables[table] ??= []).push(column);
  return Object.fromEntries(Object.entries(tables).map(([table, columns]) => [table, columns.sort()]));
}
