import type { Database, Queryable, StepRecord, StepStore } from '../../activities/ports.ts';
import { upsertRows } from './upsert.ts';

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
