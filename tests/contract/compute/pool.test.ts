import { afterAll, describe, expect, it } from 'vitest';
import { openCompute } from '../../../adapters/compute/pool.ts';
import { DIMENSIONS } from '../../../domain/similarity/space.ts';
import { simulatedHistory } from '../../fixtures/simulated-history.ts';

const history = simulatedHistory({ bars: 1_200, seed: 'compute' });
const pool = openCompute({ threads: 2 });
afterAll(() => pool[Symbol.asyncDispose]());

const embedLast = () =>
  pool.run<{ embedding: Float64Array }[][]>(
    'embed',
    { history, ranges: [{ fromBar: history.length - 1, toBar: history.length }] },
    { timeoutMs: 20_000 },
  );

describe('the compute pool', () => {
  it('answers many jobs on few threads, each with its own result', async () => {
    const answers = await Promise.all(Array.from({ length: 9 }, embedLast));
    for (const [[row]] of answers) expect(row.embedding).toHaveLength(DIMENSIONS);
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  });

  it('stops a job at its time limit, says which, and goes on with a fresh thread', async () => {
    const slow = pool.run(
      'estimate-regime',
      { history: simulatedHistory({ bars: 17_000, seed: 'slow' }) },
      { timeoutMs: 5 },
    );
    await expect(slow).rejects.toMatchObject({
      code: 'model.timeout',
      detail: { task: 'estimate-regime', timeoutMs: 5 },
    });
    await expect(embedLast()).resolves.toHaveLength(1);
  });

  it('hands an error over with its code', async () => {
    const short = pool.run(
      'estimate-regime',
      { history: simulatedHistory({ bars: 10, seed: 'short' }) },
      { timeoutMs: 20_000 },
    );
    await expect(short).rejects.toMatchObject({ code: 'data.too-little-history' });
  });

  it('refuses what still waits when it is closed', async () => {
    const closing = openCompute({ threads: 1 });
    const jobs = [1, 2, 3].map(() => closing.run('estimate-regime', { history }, { timeoutMs: 20_000 }));
    const settled = Promise.allSettled(jobs);
    await closing[Symbol.asyncDispose]();
    expect((await settled).filter(({ status }) => status === 'rejected').length).toBeGreaterThanOrEqual(2);
  });
});
