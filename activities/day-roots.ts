/** The Merkle root of each day goes to the channel (METHODS §8): promised once when it is final, told by the outbox like a release. */
import { daysToTell, type NamedDay, rootName } from '../domain/record/day-root.ts';
import { DAY_MS } from '../domain/market/candles.ts';
import { SOURCE_KINDS } from '../domain/market/sources.ts';
import { DayRoots, finalAfter } from '../domain/record/days.ts';
import type { DayLine } from '../domain/record/lines.ts';
import type { Ports } from './ports.ts';

type Outbox = Pick<Ports, 'stores' | 'clock' | 'publishers'>;

/** Days that an outage missed are promised too; a day without an entry has no root. */
export async function promiseRoots({ stores, clock, publishers }: Outbox): Promise<void> {
  const now = clock.now();
  for (const source of SOURCE_KINDS) {
    const names = publishers.filter(({ root }) => root?.wants(source)).map(({ name }) => name);
    if (names.length === 0) continue;
    for (const day of daysToTell(await stores.publications.lastRoot(source), now)) {
      const named = { source, day };
      if (await dayRoot(stores, named)) await stores.publications.promise(rootName(named), names, finalAfter(day));
    }
  }
}

/** Of a day that is final; null: it has no entry. */
export async function dayRoot(stores: Pick<Ports['stores'], 'ledger'>, named: NamedDay): Promise<DayLine | null> {
  return (await dayRoots(stores, named, 1)).at(0) ?? null;
}

/** Of the days up to and with a final one; those without an entry have none. Oldest first. */
export async function dayRoots(
  { ledger }: Pick<Ports['stores'], 'ledger'>,
  { source, day }: NamedDay,
  days: number,
): Promise<DayLine[]> {
  const to = Date.parse(day) + DAY_MS;
  const roots = new DayRoots();
  for (const { committedAt, hash } of await ledger.entries(source, { committed: { from: to - days * DAY_MS, to } })) {
    roots.add(committedAt, hash);
  }
  return roots.finalAt(Number.POSITIVE_INFINITY);
}
