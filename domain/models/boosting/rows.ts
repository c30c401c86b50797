/** What the trees learn from: past decisions with what came of them at every fitted horizon. */
import type { History } from '../../market/history.ts';
import type { Har } from '../har-regression.ts';
import { logCloses } from '../returns.ts';
import { Expectations } from './expected.ts';
import { FIRST_BAR } from './features.ts';
import { FITTED_HORIZONS, LONGEST_BARS } from './horizons.ts';

/** Every fifth bar is a row: rows next to each other repeat each other, and in steps of five every hour is met. */
const ROW_STEP = 5;

/** Columns by fitted horizon, as long as there are bars. */
export interface Rows {
  /** At whose close the decision might have been made, ascending. */
  readonly bars: Int32Array;
  /** σ of the log-return that `har-x` expected. */
  readonly sigmas: readonly Float64Array[];
  /** Log-return that followed, in units of that σ. */
  readonly moves: readonly Float64Array[];
  /** ln of the variance that followed against the expected one, up to a constant. */
  readonly surprises: readonly Float64Array[];
}

/** Rows whose outcome is unknown at any horizon are left out. */
export function rowsOf(history: History, har: Har): Rows {
  const most = Math.max(0, Math.ceil((history.length - LONGEST_BARS - FIRST_BAR) / ROW_STEP));
  const columns = () => FITTED_HORIZONS.map(() => new Float64Array(most));
  const rows = { bars: new Int32Array(most), sigmas: columns(), moves: columns(), surprises: columns() };
  const expectations = new Expectations(history, har);
  const expected = FITTED_HORIZONS.map((horizonBars) => expectations.over(horizonBars));
  const logs = logCloses(history);
  let found = 0;
  for (let bar = FIRST_BAR; bar + LONGEST_BARS < history.length; bar += ROW_STEP) {
    let known = 0;
    expected.forEach(({ sigma, surprise }, i) => {
      rows.sigmas[i][found] = sigma(bar);
      rows.moves[i][found] = (logs[bar + FITTED_HORIZONS[i]] - logs[bar]) / rows.sigmas[i][found];
      rows.surprises[i][found] = surprise(bar);
      if (Number.isFinite(rows.moves[i][found]) && Number.isFinite(rows.surprises[i][found])) known++;
    });
    rows.bars[found] = bar;
    if (known === expected.length) found++;
  }
  const cut = (all: readonly Float64Array[]) => all.map((column) => column.subarray(0, found));
  return {
    bars: rows.bars.subarray(0, found),
    sigmas: cut(rows.sigmas),
    moves: cut(rows.moves),
    surprises: cut(rows.surprises),
  };
}
