import { expect, it } from 'vitest';
import { newsOf, TOLD_AGAIN_AFTER_MS } from '../../../domain/watch/news.ts';

const missed = { alert: 'SlotMissed', of: 'BTC/USDT', severity: 'page', text: 'not there' } as const;
const disk = { alert: 'DiskFilling', of: '', severity: 'ticket', text: '91 %' } as const;

it('a finding is told when it is new, again after half a day, and when it is over', () => {
  const first = newsOf({}, [missed], 1_000);
  expect(first).toMatchObject({ raised: [missed], over: [] });
  const second = newsOf(first.told, [missed, disk], 2_000);
  expect(second).toMatchObject({ raised: [disk], over: [] });
  const later = newsOf(second.told, [{ ...missed, text: 'still not there' }, disk], 1_000 + TOLD_AGAIN_AFTER_MS);
  expect(later.raised.map(({ text }) => text)).toEqual(['still not there']);
  expect(newsOf(later.told, [], 9_000)).toMatchObject({ raised: [], over: [{ alert: 'SlotMissed' }, disk], told: {} });
});

it('the same alert of two markets is two findings', () => {
  const both = [missed, { ...missed, of: 'ETH/USDT' }];
  const { told } = newsOf({}, both, 1_000);
  expect(newsOf(told, [missed], 2_000).over).toEqual([{ ...missed, of: 'ETH/USDT' }]);
});
