/** Whether a block earns its place (METHODS §12). */
import type { EpochMs } from '../../../domain/market/candles.ts';
import { Rng } from '../../../domain/numeric/random.ts';
import { bootstrapped, type Estimate } from '../../../domain/scoring/block-bootstrap.ts';
import { skill } from '../../../domain/scoring/skill.ts';
import { rowsOfAWeek } from '../scores/sample.ts';

/** What a block does to `har-x` at one horizon. */
export interface BlockGain {
  readonly block: string;
  readonly horizonHours: number;
  /** Decisions that both answered, the first and the last of them. */
  readonly rows: number;
  readonly from: string;
  readonly to: string;
  /** Against climatology, on the same decisions. */
  readonly skillWithout: number;
  /** Skill with the block less skill without it, and the ends of its paired 99 % interval. */
  readonly gain: Estimate;
  /** Whether that interval lies above 0 and the gain reaches 0.05 point. */
  readonly passes: boolean;
}

/** CRPS of the same decision without the block, with it, and of climatology. */
export interface PairedLoss {
  readonly decision: EpochMs;
  readonly without: number;
  readonly withBlock: number;
  readonly climatology: number;
}

const LEAST_GAIN = 0.0005;
/** Left out at each end: 99 % lie within. */
const TAIL = 0.005;
const DRAWS = 2_000;

/** Rows ascend; at least two of them. */
export function gainOf(block: string, horizonHours: number, rows: readonly PairedLoss[]): BlockGain {
  const column = (of: (row: PairedLoss) => number) => Float64Array.from(rows, of);
  const columns = [column((row) => row.without), column((row) => row.withBlock), column((row) => row.climatology)];
  const gain = bootstrapped(columns, ([without, withBlock, climatology]) => (without - withBlock) / climatology, {
    blockRows: rowsOfAWeek(rows),
    draws: DRAWS,
    rng: Rng.seeded(`block:${block}:${horizonHours}`),
    tail: TAIL,
  });
  const [without, , climatology] = columns.map((losses) => losses.reduce((sum, loss) => sum + loss, 0));
  return {
    block,
    horizonHours,
    rows: rows.length,
    from: new Date(rows[0].decision).toISOString(),
    to: new Date(rows[rows.length - 1].decision).toISOString(),
    skillWithout: skill(without, climatology),
    gain,
    passes: gain.low > 0 && gain.value >= LEAST_GAIN,
  };
}

/** Kept where it passes and another coin agrees about the sign. */
export function isKept(own: BlockGain, elsewhere: BlockGain): boolean {
  return own.passes && elsewhere.gain.value > 0;
}
