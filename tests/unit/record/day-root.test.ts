import { describe, expect, it } from 'vitest';
import { daysToTell, namedDay, rootName } from '../../../domain/record/day-root.ts';
import { rootPost, rootText } from '../../../domain/record/root-post.ts';
import { plainText } from '../../../domain/report/post/rich.ts';

describe('the root of a day', () => {
  it('is told from a quarter of an hour after midnight UTC on', () => {
    expect(daysToTell('2026-11-18', Date.parse('2026-11-20T00:14:59Z'))).toEqual([]);
    expect(daysToTell('2026-11-18', Date.parse('2026-11-20T00:15Z'))).toEqual(['2026-11-19']);
    expect(daysToTell('2026-11-19', Date.parse('2026-11-20T00:15Z'))).toEqual([]);
  });

  it('is told of every day that was missed, and of a chain that told none of the last day alone', () => {
    expect(daysToTell('2026-11-17', Date.parse('2026-11-21T12:00Z'))).toEqual([
      '2026-11-18',
      '2026-11-19',
      '2026-11-20',
    ]);
    expect(daysToTell(null, Date.parse('2026-11-21T12:00Z'))).toEqual(['2026-11-20']);
    expect(daysToTell(null, Date.parse('2026-11-21T00:10Z'))).toEqual(['2026-11-19']);
  });

  it('has a name that no release has', () => {
    expect(namedDay(rootName({ source: 'live', day: '2026-11-20' }))).toEqual({ source: 'live', day: '2026-11-20' });
    expect(namedDay('BTC-USDT_20261120T1000Z_1200')).toBeNull();
  });

  it('is said with the command that checks it, in both languages', () => {
    const [named, made] = [{ source: 'live', day: '2026-11-20' } as const, { entries: 24, root: 'a'.repeat(64) }];
    expect(rootText(named, made)).toContain(`--root=2026-11-20:${made.root}`);
    expect(plainText(rootPost(named, made, 'ru').caption)).toMatch(/Корень записи за 2026-11-20.*24/);
    expect(plainText(rootPost({ ...named, source: 'simulated' }, made, 'en').caption)).toMatch(/SIMULATED/i);
  });
});
