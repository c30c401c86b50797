/** Past rows to learn from and others to judge by. */

/** Positions of rows, ascending. */
export interface Fold {
  readonly train: Int32Array;
  readonly held: Int32Array;
}

/**
 * Time is cut into stretches, and fold k holds every stretch whose number leaves k over `folds`: one long stretch for
 * each would judge what was learned in one kind of market by another. A row's target reaches into the future, so rows to
 * learn from whose target meets a held one's are purged, and an embargo on both sides lets the memory of the features
 * fade (López de Prado 2018, Advances in Financial Machine Learning, §7.4). `bars`: at whose close each row is known,
 * ascending; its target is known `targetBars` later.
 *
 * @example purgedFolds(bars, { folds: 2, stretches: 8, targetBars: 24, embargoBars: 168 })
 */
export function purgedFolds(
  bars: Int32Array,
  of: {
    readonly folds: number;
    readonly stretches: number;
    readonly targetBars: number;
    readonly embargoBars: number;
  },
): Fold[] {
  const edge = (stretch: number) => Math.round((stretch * bars.length) / of.stretches);
  const stretches = Array.from({ length: of.stretches }, (_, i) => ({ from: edge(i), to: edge(i + 1) }));
  const rows = Int32Array.from(bars, (_, row) => row);
  return Array.from({ length: of.folds }, (_, fold) => {
    const held = stretches.filter(({ from, to }, i) => i % of.folds === fold && from < to);
    const isFree = (row: number) => held.every(({ from, to }) => distance(bars, row, from, to) > reachOf(of));
    return {
      train: rows.filter(isFree),
      held: rows.filter((row) => held.some(({ from, to }) => row >= from && row < to)),
    };
  });
}

function reachOf(of: { readonly targetBars: number; readonly embargoBars: number }): number {
  return of.targetBars + of.embargoBars;
}

/** Bars from a row to the stretch [from, to); −1 inside it. */
function distance(bars: Int32Array, row: number, from: number, to: number): number {
  if (row >= from && row < to) return -1;
  return Math.max(bars[from] - bars[row], bars[row] - bars[to - 1]);
}
