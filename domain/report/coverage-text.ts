/** What the watch over 80 % intervals found, in a line. */
import { dayText } from '../market/moments.ts';
import type { CoverageAlarm } from '../scoring/coverage-alarm.ts';
import type { RegisteredWatch } from '../ensemble/registered.ts';
import { formatCount, formatHorizon, formatPercent } from '../narrative/figures.ts';

/** @example coverageText(watches) // '4 h: 80 % intervals hold what they promise (300 watched); 12 h: …' */
export function coverageText(watches: readonly RegisteredWatch[]): string {
  if (watches.length === 0) return '80 % intervals were not watched; "npm run retrain" does it';
  return watches.map(horizonText).join('; ');
}

function horizonText({ horizonHours, decisions, alarms }: RegisteredWatch): string {
  const found =
    alarms.length === 0
      ? `no alarm in ${formatCount(decisions)} 80 % intervals`
      : `ALARM ${alarms.map(alarmText).join(', ')}`;
  return `${formatHorizon(horizonHours)}: ${found}`;
}

function alarmText({ firedAt, coverage80, decisions }: CoverageAlarm): string {
  return `${dayText(firedAt)} (${formatPercent(coverage80)} of ${formatCount(decisions)} held)`;
}
