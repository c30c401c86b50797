import type { Queryable, Row } from '../../activities/ports.ts';

/**
 * Rows by column name: JSON arrays become arrays or jsonb as the column wants it, columns that no row names take their
 * defaults. A row with the primary key of one that is there gives it its values, but not its release: that stays the
 * one that wrote it first.
 */
export async function upsertRows(
  inside: Queryable,
  table: string,
  releaseId: string | null,
  rows: readonly Row[],
): Promise<void> {
  if (rows.length === 0) return;
  const keyed = rows.map((row) => ({ ...row, release_id: releaseId }));
  const columns = [...new Set(keyed.flatMap((row) => Object.keys(row)))];
  const names = columns.map(quoted).join(', ');
  const updates = columns
    .filter((column) => column !== 'release_id')
    .map((column) => `${quoted(column)} = excluded.${quoted(column)}`)
    .join(', ');
  await inside.query(
    `insert into ${quoted(table)} (${names})
     select ${names} from jsonb_populate_recordset(null::${quoted(table)}, $1::jsonb)
     on conflict on constraint ${quoted(`${table}_pkey`)} do update set ${updates}`,
    [JSON.stringify(keyed)],
  );
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
