/** Writes the rules that forecasts are judged by into the record, once per version; only `npm start` does. */
import type { Ports } from '../../activities/ports.ts';
import { AlmanacError } from '../../domain/errors.ts';
import { canonicalText } from '../../domain/ledger/canonical.ts';
import { type Rule, RULES } from '../../domain/ledger/rules.ts';

/** @throws AlmanacError store.conflict where a version stands in the record that says something else. */
export async function declareRules(
  { stores, clock }: Pick<Ports, 'stores' | 'clock'>,
  source: 'live' | 'simulated',
  rules: readonly Rule[] = RULES,
): Promise<void> {
  for (const rule of rules) {
    const key = `${rule.name}-${rule.version}`;
    const body = canonicalText(rule);
    const entry = await stores.ledger.append({ source, kind: 'rule', schema: 1, key, body }, clock.now());
    if (entry.body === body) continue;
    const sentence = `The record holds another rule "${key}" than this code; give the changed rule another version.`;
    throw new AlmanacError('store.conflict', sentence, { key });
  }
}
