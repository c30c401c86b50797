import { latest } from '../indicators/run.ts';
import { VOLUME_PROFILE } from '../indicators/volume-profile.ts';
import { earlier, type History } from '../market/history.ts';
import type { LevelCandidate } from './level-candidate.ts';

/** The price of most volume over two days, a week and a month of hourly bars, and what each is worth. */
const WINDOWS = [
  { bars: 48, strength: 0.3 },
  { bars: 168, strength: 0.4 },
  { bars: 720, strength: 0.5 },
] as const;
const BINS = 48;

/** A window with a missing bar, without volume or without range has no such price. */
export function volumeCandidates(history: History): LevelCandidate[] {
  const close = history.close[history.length - 1];
  return WINDOWS.flatMap(({ bars, strength }) => {
    const window = earlier(history, history.cutoff, bars);
    const [deviationPct] = latest(VOLUME_PROFILE, window, { period: bars, bins: BINS });
    const price = close / (1 + deviationPct / 100);
    return Number.isFinite(price) ? [{ price, strength, origin: 'volume-profile' as const }] : [];
  });
}
