import type { Database, Queryable, Row, StepRecord, StepStore } from '../../activities/ports.ts';

export function createStepStore(database: Database): StepStore {
  return {
    async record(step) {
      await database.transaction(async (inside) => {
        if (!(await begun(inside, step))) return;
        await insertArtefacts(inside, step);
        for (const { table, rows } of step.rows) await upsertRows(inside, table, step.releaseId, rows);
      });
    },

    async artefacts(releaseId) {
      return await database.query<{ key: string; sha256: string; bytes: number; step: string }>(
        `select key, sha256, bytes, step from artefacts where release_id = $1
         order by key collate "C", step collate "C"`,
        [releaseId],
      );
    },

    async timings(releaseId) {
      const rows = await database.query<{ step: string; duration_ms: number }>(
        'select step, duration_ms from release_steps where release_id = $1',
        [releaseId],
      );
      return Object.fromEntries(rows.map(({ step, duration_ms }) => [step, duration_ms]));
    },
  };
}

/** False when this step of this release was recorded before. A second writer waits here until the first has committed. */
async function begun(inside: Queryable, { releaseId, step, inputSha256, durationMs }: StepRecord): Promise<boolean> {
  const inserted = await inside.query(
    `insert into release_steps (release_id, step, input_sha256, duration_ms) values ($1, $2, $3, $4)
     on conflict (release_id, step) do nothing returning step`,
    [releaseId, step, inputSha256, durationMs],
  );
  return inserted.length > 0;
}

async function insertArtefacts(inside: Queryable, { releaseId, step, artefacts }: StepRecord): Promise<void> {
  await inside.query(
    `insert into artefacts (release_id, step, key, sha256, bytes)
     select $1, $2, key, sha256, bytes
     from jsonb_to_recordset($3::jsonb) as ref (key text, sha256 text, bytes bigint)`,
    [releaseId, step, JSON.stringify(artefacts)],
  );
}

/**
 * Rows by column name: JSON arrays become arrays or jsonb as the column wants it, columns that no row names take their
 * defaults. A row that another step of the release wrote (same primary key) takes the new values.
 */
async function upsertRows(inside: Queryable, table: string, releaseId: string, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  const keyed = rows.map((row) => ({ ...row, release_id: releaseId }));
  const columns = [...new Set(keyed.flatMap((row) => Object.keys(row)))];
  const names = columns.map(quoted).join(', ');
  const updates = columns.map((column) => `${quoted(column)} = excluded.${quoted(column)}`).join(', ');
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
