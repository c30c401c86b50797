/** What a chart is drawn from. */
import type { Candles } from '../../market/candles.ts';
import type { SourceKind } from '../../market/sources.ts';
import type { ForecastSummary, NarrativeInput } from '../../narrative/input.ts';

/** The quantiles that bound the published intervals, outermost first, with the median in the middle. */
export const FAN_LEVELS = [0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975] as const;

/** The fan at one moment after the cutoff: prices at FAN_LEVELS; shape (7). */
export interface FanPoint {
  readonly hours: number;
  readonly prices: readonly number[];
}

export interface ChartInput {
  readonly symbol: string;
  readonly source: SourceKind;
  /** ISO 8601, UTC. */
  readonly cutoff: string;
  /** IANA zone of the axis labels. */
  readonly zone: string;
  readonly basePrice: number;
  /** Closed candles up to the cutoff; the chart shows the last seven days of them. */
  readonly candles: Candles;
  readonly forecasts: readonly Pick<
    ForecastSummary,
    'horizonHours' | 'levels' | 'quantiles' | 'pUp' | 'directional' | 'intervals' | 'walkForward'
  >[];
  readonly levels: NarrativeInput['levels'];
  readonly frame: NarrativeInput['frame'];
  readonly scenarios: NarrativeInput['scenarios'];
  /** Quantiles of the published paths by hour, ascending; without them the fan is interpolated between the horizons. */
  readonly fan?: readonly FanPoint[];
}
