/** What the public page says around releases, in one language. Of a release itself it says what a post says. */
import type { EpochMs } from '../../market/candles.ts';

export interface PageWording {
  /** Without its place: for tables. */
  readonly moment: (at: EpochMs, zone: string) => string;
  readonly title: string;
  readonly promise: string;
  readonly otherLanguage: string;
  readonly skipToForecast: string;
  readonly latest: string;
  readonly none: string;
  readonly nextSlot: string;
  readonly fanAlt: (symbol: string, horizon: string, range: string) => string;
  readonly fanLegend: readonly [string, string, string];
  readonly half: string;
  readonly nineteen: string;
  readonly ranges: string;
  readonly above: string;
  readonly below: string;
  readonly streams: Readonly<Record<string, string>>;
  readonly committed: string;
  readonly asJson: string;
  readonly whole: string;
  readonly slots: string;
  readonly slotsAbout: string;
  readonly slot: string;
  readonly symbol: string;
  readonly card: string;
  readonly allSlots: (count: string) => string;
  readonly older: string;
  readonly newest: string;
  readonly inside: string;
  readonly outside: string;
  readonly pending: string;
  readonly voided: string;
  readonly statuses: Readonly<Record<'fallback' | 'missed', string>>;
  readonly noSlots: string;
  readonly verify: string;
  readonly verifyAbout: string;
  readonly verifySteps: readonly string[];
  readonly verifyCannot: string;
  readonly feeds: string;
  readonly source: string;
}
