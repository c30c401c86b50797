import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Database, Stores } from '../../../../activities/ports.ts';

const vector = (...values: number[]) => Float64Array.from(values);
const row = (closeTime: number, ...values: number[]) => ({ closeTime, embedding: vector(...values) });

export function embeddingsSuite(database: () => Database, stores: () => Stores): void {
  it('finds the nearest first, ties by the earlier close', async () => {
    await stores().embeddings.insert('ties', [
      { segment: 's', rows: [row(4, 1, 0), row(3, 0, 1), row(1, 3, 3), row(2, 0, 0)] },
    ]);
    const found = await nearest('ties', ['s'], 10, 10, 0, 0);
    expect(found).toEqual([row(2, 0, 0), row(3, 0, 1), row(4, 1, 0), row(1, 3, 3)]);
  });

  it('looks only at bars of the named segments that closed in time, and at as many as asked', async () => {
    await stores().embeddings.insert('filter', [{ segment: 'a', rows: [row(1, 1), row(2, 2), row(3, 3)] }]);
    await stores().embeddings.insert('filter', [{ segment: 'b', rows: [row(4, 0)] }]);
    await stores().embeddings.insert('filter', [{ segment: 'c', rows: [row(5, 0)] }]);
    await stores().embeddings.insert('filter-2', [{ segment: 'a', rows: [row(6, 0)] }]);
    const times = async (...asked: [string[], number, number]) =>
      (await nearest('filter', ...asked, 0)).map(({ closeTime }) => closeTime);
    expect(await times(['a', 'b'], 9, 9)).toEqual([4, 1, 2, 3]);
    expect(await times(['a'], 2, 9)).toEqual([1, 2]);
    expect(await times(['a', 'b', 'c'], 9, 2)).toEqual([4, 5]);
    expect(await times([], 9, 2)).toEqual([]);
  });

  it('answers vectors in single precision', async () => {
    await stores().embeddings.insert('single', [{ segment: 's', rows: [row(1, 0.1, -1e-30, 12345.678)] }]);
    const [found] = await nearest('single', ['s'], 1, 1, 0, 0, 0);
    expect(found.embedding).toEqual(vector(0.1, -1e-30, 12345.678).map(Math.fround));
  });

  it('agrees with an exact search by hand', async () => {
    const finite = fc.float({ min: -10, max: 10, noNaN: true });
    const vectors = fc.array(fc.array(finite, { minLength: 5, maxLength: 5 }), { minLength: 1, maxLength: 30 });
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(vectors, fc.array(finite, { minLength: 5, maxLength: 5 }), async (stored, asked) => {
        const segment = `run-${++runs}`;
        const rows = stored.map((values, i) => row(i, ...values));
        await stores().embeddings.insert('by-hand', [{ segment, rows }]);
        const found = await nearest('by-hand', [segment], 99, 7, ...asked);
        const distances = (some: readonly { embedding: Float64Array }[]) =>
          some.map((each) => distance(each.embedding, asked));
        const expected = distances(rows)
          .sort((a, b) => a - b)
          .slice(0, 7);
        expect(found).toHaveLength(expected.length);
        distances(found).forEach((each, i) => {
          expect(each).toBeCloseTo(expected[i], 4);
        });
      }),
      { numRuns: 25 },
    );
  });

  it('knows which segments are stored', async () => {
    await stores().embeddings.insert('known', [{ segment: 'a', rows: [row(1, 1)] }]);
    expect(await stores().embeddings.known('known', ['a', 'b'])).toEqual(new Set(['a']));
    expect(await stores().embeddings.known('other', ['a', 'b'])).toEqual(new Set());
  });

  it('inserts a segment once, also when twenty do', async () => {
    const rows = [row(1, 1, 2), row(2, 3, 4)];
    await Promise.all(
      Array.from({ length: 20 }, () => stores().embeddings.insert('once', [{ segment: 's', rows: rows }])),
    );
    expect(await nearest('once', ['s'], 9, 9, 1, 2)).toEqual(rows);
    await stores().embeddings.insert('once', [{ segment: 'empty', rows: [] }]);
  });

  it('refuses vectors of another dimension in the same space, whole (INCIDENTS D5)', async () => {
    await stores().embeddings.insert('one-dimension', [{ segment: 'a', rows: [row(1, 1, 2)] }]);
    const attempts = [
      () => stores().embeddings.insert('one-dimension', [{ segment: 'b', rows: [row(1, 1, 2, 3)] }]),
      () => stores().embeddings.insert('one-dimension', [{ segment: 'c', rows: [row(1, 1, 2), row(2, 1, 2, 3)] }]),
      () => nearest('one-dimension', ['a'], 9, 9, 1, 2, 3),
    ];
    for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject({ code: 'store.conflict' });
    expect(await stores().embeddings.known('one-dimension', ['a', 'b', 'c'])).toEqual(new Set(['a']));
  });

  it('refuses a mixed table made behind its back', async () => {
    await stores().embeddings.insert('mixed', [{ segment: 'a', rows: [row(1, 1, 2)] }]);
    const attempt = database().query(
      `insert into window_embeddings (space_id, segment, close_time_ms, dimensions, embedding)
       values ('mixed', 'b', 1, 2, '[1,2,3]'), ('mixed', 'b', 2, 3, '[1,2,3]')`,
      [],
    );
    await expect(attempt).rejects.toMatchObject({ code: 'store.conflict' });
  });

  const nearest = (spaceId: string, segments: string[], until: number, limit: number, ...embedding: number[]) =>
    stores().embeddings.nearest({ spaceId, segments, embedding: vector(...embedding), until, limit });
}

function distance(a: Float64Array, b: readonly number[]): number {
  return Math.hypot(...a.map((value, i) => value - b[i]));
}
