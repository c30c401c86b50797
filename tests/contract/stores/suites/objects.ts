import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import type { ObjectStore } from '../../../../activities/ports.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

export function objectsSuite(store: () => ObjectStore): void {
  const put = (key: string, text: string) => store().putIfAbsent(key, bytes(text), 'text/plain');
  const text = async (key: string) => new TextDecoder().decode(await store().get(key));

  it('stores bytes under a key', async () => {
    const all = Uint8Array.from({ length: 70_000 }, (_, i) => i % 256);
    expect(await store().putIfAbsent('some/deep/all.bin', all, 'application/octet-stream')).toBe('written');
    expect(Array.from(await store().get('some/deep/all.bin'))).toEqual(Array.from(all));
  });

  it('stores empty bytes', async () => {
    expect(await put('empty', '')).toBe('written');
    expect(await text('empty')).toBe('');
  });

  it('keeps what was written first', async () => {
    expect(await put('first', 'one')).toBe('written');
    expect(await put('first', 'two')).toBe('existed');
    expect(await text('first')).toBe('one');
  });

  it('lets exactly one of twenty writers of a key win, and serves its bytes whole', async () => {
    const writers = Array.from({ length: 20 }, (_, i) => `${i} `.repeat(50_000));
    const answers = await Promise.all(writers.map((each) => put('contested', each)));
    expect(answers.filter((answer) => answer === 'written')).toHaveLength(1);
    expect(await text('contested')).toBe(writers[answers.indexOf('written')]);
  });

  it('says null or throws where nothing is', async () => {
    expect(await store().find('absent')).toBeNull();
    await expect(store().get('absent')).rejects.toMatchObject({ code: 'store.corrupt', detail: { key: 'absent' } });
  });

  it('lists the keys under a prefix, ascending, whatever the folder', async () => {
    const keys = ['l/b', 'l/a/z', 'l/a-1', 'l/a/1', 'l/B', 'll/x'];
    for (const key of keys) await put(key, key);
    expect(await store().list('l/')).toEqual(['l/B', 'l/a-1', 'l/a/1', 'l/a/z', 'l/b']);
    expect(await store().list('l/a')).toEqual(['l/a-1', 'l/a/1', 'l/a/z']);
    expect(await store().list('l/a/1')).toEqual(['l/a/1']);
    expect(await store().list('nowhere/')).toEqual([]);
    expect(await store().list('')).toEqual(expect.arrayContaining(keys));
  });

  it('lists more keys than one page of S3 holds', async () => {
    const keys = Array.from({ length: 1_050 }, (_, i) => `many/${String(i).padStart(4, '0')}`);
    await Promise.all(keys.map((key) => put(key, '')));
    expect(await store().list('many/')).toEqual(keys);
  });

  it.each([
    '',
    '/',
    'a//b',
    '/a',
    'a/',
    '../a',
    'a/../b',
    './a',
    '.hidden',
    'a/.unfinished',
    'ü',
    'a b',
    'a\\b',
    'a\0',
  ])('refuses the key %j', async (key) => {
    const refusal = { code: 'input.invalid', detail: { key } };
    await expect(put(key, 'x')).rejects.toMatchObject(refusal);
    await expect(store().find(key)).rejects.toMatchObject(refusal);
  });

  it('takes every key that releases use', async () => {
    const key = `releases/BTC-USDT_20261120T1000Z_manual-2/${randomUUID()}_v1.0.parquet`;
    expect(await put(key, 'x')).toBe('written');
  });

  it('can be checked', async () => {
    await store().check();
  });
}
