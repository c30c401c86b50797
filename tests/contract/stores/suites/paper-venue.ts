import { expect, it } from 'vitest';
import type { Database, Stores } from '../../../../activities/ports.ts';
import { Money } from '../../../../domain/accounting/money.ts';
import type { PaperEvent } from '../../../../domain/execution/paper/events.ts';

const opened: PaperEvent = { type: 'opened', symbol: 'BTC/USDT', startQuote: new Money('10000.10'), time: 1 };
const watched = (until: number): PaperEvent => ({ type: 'watched', until });

export function paperVenueSuite(database: () => Database, stores: () => Stores): void {
  const store = () => stores().paperVenue;
  const account = (accountId: string) => ({ accountId, symbol: 'BTC/USDT' });

  it('gives back the events of one account in order, to the last digit', async () => {
    await store().append(account('books'), 0, [opened, watched(2)]);
    await store().append(account('books'), 2, [watched(3)]);
    await store().append({ accountId: 'books', symbol: 'ETH/USDT' }, 0, [opened]);
    const events = await store().events(account('books'));
    expect(events).toEqual([opened, watched(2), watched(3)]);
    expect((events[0] as typeof opened & { type: 'opened' }).startQuote.toFixed()).toBe('10000.1');
    expect(await store().events(account('nobody'))).toEqual([]);
  });

  it('lets one of two writers who read the same write, and nothing of the other', async () => {
    await store().append(account('raced'), 0, [opened]);
    const racers = [[watched(2)], [watched(3), watched(4)]].map((events) =>
      store().append(account('raced'), 1, events),
    );
    const outcomes = await Promise.allSettled(racers);
    const lost = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(lost.map(({ reason }) => reason.code)).toEqual(['store.conflict']);
    expect((await store().events(account('raced'))).length).toBe(outcomes[0].status === 'fulfilled' ? 2 : 3);
  });

  it('never forgets', async () => {
    await store().append(account('kept'), 0, [opened]);
    await expect(database().query('delete from paper_venue_events')).rejects.toThrow(/append-only|cannot/i);
  });
}
