/** A track record as JSON: what cannot be told from chance yet, and ends that are no numbers, are null. */
import { z } from 'zod';
import type { TrackCell, TrackClaim } from '../../../domain/ledger/track-record.ts';
import type { EpochMs } from '../../../domain/market/candles.ts';
import { SOURCE_KINDS, type SourceKind } from '../../../domain/market/sources.ts';
import type { Estimate } from '../../../domain/scoring/block-bootstrap.ts';
import type { Track } from '../../track/tracks.ts';

const COUNT = z.int().min(0);
const SHARE = z.number().min(0).max(1);
const FIGURE = z.number().nullable();
const MOMENT = z.string().nullable();

const ESTIMATE = z
  .object({ value: FIGURE, low: FIGURE, high: FIGURE })
  .describe('With its 95 % interval (blocks of seven days); null ends with fewer than 20 outcomes.');

const CLAIM = z.object({
  verdict: z.enum(['better', 'worse', 'unknown']),
  stands: z.boolean().describe('Also when all claims are watched together (e-BH at 5 %).'),
  since: MOMENT,
  evidence: z.object({ better: FIGURE, worse: FIGURE }).describe('Proven at 20.'),
  withdrawn: COUNT,
  decisions: COUNT,
});

const BIN = z.object({ count: COUNT, meanProbability: SHARE, frequency: SHARE, chance: z.tuple([SHARE, SHARE]) });

const CELL = z.object({
  symbol: z.string(),
  stream: z.string().describe('planned is the record that counts; others are never mixed with it.'),
  horizonHours: z.number(),
  since: MOMENT.describe('Cutoff of the first published release.'),
  counts: z.object({
    slots: COUNT.describe('That the calendar promised and that have passed; 0 for other streams.'),
    ...{ published: COUNT, fallback: COUNT, missed: COUNT, resolved: COUNT, void: COUNT, pending: COUNT },
  }),
  published: z
    .object({
      n: COUNT,
      crpsSkill: ESTIMATE.describe('Against climatology.'),
      crpsSkillVsRandomWalk: FIGURE,
      crpsSkillVsPlainVolatility: FIGURE,
      meanCrps: z.number(),
      coverage: z.object({ '50': SHARE, '80': SHARE, '95': SHARE }),
      coverageIsEnough: z.boolean().describe('False: too few outcomes to tell coverage from chance.'),
      brierSkill: ESTIMATE.describe('Of p_up against the base rate.'),
      directionIsEnough: z.boolean(),
      reliability: z
        .object({ error: z.number(), chanceError: z.number(), bins: z.array(BIN) })
        .nullable()
        .describe('Of p_up; null with fewer than ten.'),
      pit: z.array(SHARE),
      late: COUNT,
      scenarios: z
        .object({ n: COUNT, brier: z.number(), brierSkillVsClimatology: FIGURE, logScore: FIGURE })
        .nullable(),
    })
    .nullable()
    .describe('Over published releases whose outcome is known.'),
  allSlots: z
    .object({ slots: COUNT, crpsSkill: FIGURE })
    .nullable()
    .describe('Missed and refused slots counted as climatology.'),
  claims: z.object({ ranges: CLAIM, direction: CLAIM }),
});

export const SCORES = z.object({
  source: z.enum(SOURCE_KINDS),
  asOf: z.string(),
  head: z.object({ sequence: z.int(), hash: z.string() }).nullable().describe('The last entry it is counted from.'),
  scores: z.array(CELL),
});

export function scoresOf({ record, head }: Track, source: SourceKind): z.input<typeof SCORES> {
  return {
    source,
    asOf: moment(record.asOf),
    head: head && { sequence: head.sequence, hash: head.hash },
    scores: record.cells.map(cellOf),
  };
}

function cellOf({ symbol, stream, horizonHours, since, counts, published, allSlots, claims }: TrackCell) {
  return {
    ...{ symbol, stream, horizonHours, counts, published: published && figuresOf(published) },
    since: since === null ? null : moment(since),
    allSlots: allSlots && { slots: allSlots.slots, crpsSkill: finite(allSlots.crpsSkill) },
    claims: { ranges: claimOf(claims.width), direction: claimOf(claims.direction) },
  };
}

function figuresOf({ watch: _, reliability, scenarios, ...told }: NonNullable<TrackCell['published']>) {
  return {
    ...told,
    crpsSkill: estimateOf(told.crpsSkill),
    crpsSkillVsRandomWalk: finite(told.crpsSkillVsRandomWalk),
    crpsSkillVsPlainVolatility: finite(told.crpsSkillVsPlainVolatility),
    brierSkill: estimateOf(told.brierSkill),
    pit: [...told.pit],
    reliability: reliability && {
      error: reliability.error,
      chanceError: reliability.chanceError,
      bins: reliability.bins.map((bin, i) => ({ ...bin, chance: pair(reliability.chance[i]) })),
    },
    scenarios: scenarios && {
      ...scenarios,
      brierSkillVsClimatology: finite(scenarios.brierSkillVsClimatology),
      logScore: finite(scenarios.logScore),
    },
  };
}

function claimOf({ verdict, stands, since, better, worse, withdrawn, decisions }: TrackClaim) {
  const evidence = { better: finite(better), worse: finite(worse) };
  return { verdict, stands, since: since === null ? null : moment(since), evidence, withdrawn, decisions };
}

const estimateOf = ({ value, low, high }: Estimate) => ({ value: finite(value), low: finite(low), high: finite(high) });
const pair = ([low, high]: readonly [number, number]): [number, number] => [low, high];
const finite = (value: number) => (Number.isFinite(value) ? value : null);
const moment = (at: EpochMs) => new Date(at).toISOString();
