/** What `doctor` says of the watch over 80 % intervals. */
import { ENSEMBLE } from '../../domain/ensemble/registered.ts';
import { WEEK_MS } from '../../domain/market/week.ts';
import { coverageText } from '../../domain/report/coverage-text.ts';
import type { RegistryListing } from '../../domain/report/model-list.ts';
import type { Finding } from './doctor.ts';

/** An alarm of the last weeks before a boundary is news; calibration has had its time with an older one. */
const NEWS_MS = 4 * WEEK_MS;

export const nothingLearned: Finding = { what: 'coverage', state: 'absent', found: 'no model is registered yet' };

/** @example coverageFinding(await operations.models({})).state // 'problem' after an alarm of the last four weeks */
export function coverageFinding({ models, watches }: RegistryListing): Finding {
  const ensembles = models.filter(({ member }) => member === ENSEMBLE);
  if (ensembles.length === 0) return nothingLearned;
  const markets = ensembles.map((ensemble) => {
    const own = watches.filter(({ learnedKey }) => learnedKey === ensemble.learnedKey);
    const news = own.some(({ alarms }) => alarms.some(({ firedAt }) => firedAt > ensemble.boundary - NEWS_MS));
    return { news, text: `${ensemble.symbol} (${ensemble.source}): ${coverageText(own)}` };
  });
  const found = markets.map(({ text }) => text).join('. ');
  if (!markets.some(({ news }) => news)) return { what: 'coverage', state: 'ok', found };
  const remedy = 'See docs/OPERATIONS.md, "What the models learned".';
  return { what: 'coverage', state: 'problem', found, remedy };
}
