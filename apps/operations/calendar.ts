/** Writes the calendar that the denominator is counted by, when it changes (METHODS §8); only `npm start` does. */
import type { Ports } from '../../activities/ports.ts';
import { type CalendarRule, sameCalendar } from '../../domain/ledger/calendar.ts';
import { canonicalText } from '../../domain/ledger/canonical.ts';
import { compactTime } from '../../domain/ledger/release-id.ts';
import { nextSlot } from '../../domain/market/slots.ts';
import type { Config } from '../config/config.ts';

/** Answers the rule that is now the newest one, and whether it is new. A change takes effect from the next slot. */
export async function declareCalendar(
  ports: Ports,
  config: Config,
  source: 'live' | 'simulated',
): Promise<{ rule: CalendarRule; changed: boolean }> {
  const now = ports.clock.now();
  const wanted = {
    symbols: config.symbols,
    horizonsHours: config.horizonsHours,
    slots: config.slots,
    zone: config.zone,
    baselines: 'baseline-v1' as const,
    scoring: 1 as const,
  };
  const entries = await ports.stores.ledger.entries(source, { kind: 'calendar' });
  const last = entries.at(-1);
  const present = last && (JSON.parse(last.body) as CalendarRule);
  if (present && sameCalendar(present, wanted)) return { rule: present, changed: false };
  const rule = { effectiveFrom: nextSlot(config, now).cutoff, ...wanted };
  await ports.stores.ledger.append(
    {
      source,
      kind: 'calendar',
      schema: 1,
      key: `${compactTime(rule.effectiveFrom)}-${entries.length + 1}`,
      body: canonicalText(rule),
    },
    now,
  );
  return { rule, changed: true };
}
