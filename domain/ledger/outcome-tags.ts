/** Root-cause tags that prices and volumes alone can tell (FEATURES F200); those of news, macro data and events need their sources. */
import type { Candles } from '../market/candles.ts';
import type { History } from '../market/history.ts';
import type { Regime } from '../regime/regime.ts';

export type OutcomeTag = 'regime-mismatch' | 'unexpected-volume';

const AGAINST_TREND = 0.01;
const WITH_VOLUME = 0.008;
const VOLUME_Z = 2;
const USUAL_BARS = 30 * 24;

/** `after`: the bars of the horizon; volumes are compared with as many bars at a time over the 30 days before. */
export function outcomeTags(of: {
  readonly regime: Regime | null;
  readonly logReturn: number;
  readonly history: History;
  readonly after: Candles;
}): OutcomeTag[] {
  const { regime, logReturn, history, after } = of;
  const against =
    (regime === 'trend-up' && logReturn < -AGAINST_TREND) || (regime === 'trend-down' && logReturn > AGAINST_TREND);
  const loud = Math.abs(logReturn) > WITH_VOLUME && volumeZ(history, after.volume) > VOLUME_Z;
  return [...(against ? ['regime-mismatch' as const] : []), ...(loud ? ['unexpected-volume' as const] : [])];
}

/** Standard deviations by which the mean volume lies above that of earlier spans as long; 0 where nothing is known. */
function volumeZ({ volume }: History, after: Float64Array): number {
  const spans: number[] = [];
  for (let end = volume.length; end - after.length >= Math.max(0, volume.length - USUAL_BARS); end -= after.length) {
    const mean = meanOf(volume.subarray(end - after.length, end));
    if (Number.isFinite(mean)) spans.push(mean);
  }
  const usual = meanOf(spans);
  const spread = Math.sqrt(meanOf(spans.map((span) => (span - usual) ** 2)));
  return spread > 0 && after.length > 0 ? (meanOf(after) - usual) / spread : 0;
}

function meanOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum / values.length;
}
