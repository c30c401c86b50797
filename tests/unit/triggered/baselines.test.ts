import { describe, expect, it } from 'vitest';
import { earlier, type History } from '../../../domain/market/history.ts';
import { gridQuantiles, sortedFinite } from '../../../domain/numeric/quantiles.ts';
import { triggeredBaselines } from '../../../domain/triggered/baselines.ts';
import { triggerMoments, triggersOf } from '../../../domain/triggered/trigger.ts';
import { fiveMinutes, wilderFrom } from './five-minute-market.ts';

const history = fiveMinutes(26_000);
const moments = triggerMoments(history);
const HORIZONS = [6, 12];

function at(moment: number, from: History = history): History {
  return earlier(from, moment);
}

/** Returns over six bars that began at chosen bars and ended by the cutoff, as METHODS says them. */
function followed(known: History, began: (bar: number) => boolean): Float64Array {
  const returns: number[] = [];
  for (let bar = 0; bar + 6 < known.length; bar++) {
    if (began(bar)) returns.push(Math.log(known.close[bar + 6] / known.close[bar]));
  }
  return gridQuantiles(sortedFinite(returns));
}

function named(known: History): Record<string, Float64Array> {
  return Object.fromEntries(triggeredBaselines(known, HORIZONS)[0].map(({ name, quantiles }) => [name, quantiles]));
}

describe('the baselines of a triggered release', () => {
  it('are the returns after the same trigger, where a hundred of them are known', () => {
    expect(moments.length).toBeGreaterThan(110);
    const known = at(moments[105]);
    const fired = triggersOf(known);
    const baselines = named(known);
    expect(baselines['after-trigger']).toEqual(followed(known, (bar) => fired[bar] === 1));
    expect(baselines['conditional-climatology']).toEqual(baselines['after-trigger']);
    expect(baselines.climatology).toEqual(followed(known, () => true));
  });

  it('are the bars of the same decile of volatility where fewer are known, and where nothing fired', () => {
    for (const moment of [moments[95], moments[105] + 48 * history.barMs]) {
      const baselines = named(at(moment));
      expect(baselines).not.toHaveProperty('after-trigger');
      expect(baselines['conditional-climatology']).toEqual(baselines['same-volatility']);
    }
  });

  it('take a tenth of all bars for as lively as the present one', () => {
    const known = at(moments[95]);
    const moves = Array.from(known.close, (close, bar) =>
      bar === 0 ? Number.NaN : Math.log(close / known.close[bar - 1]) ** 2,
    );
    const lively = moves.map((_, bar) =>
      bar < 12 ? Number.NaN : moves.slice(bar - 11, bar + 1).reduce((a, b) => a + b),
    );
    const order = sortedFinite(lively);
    const decile = Math.floor((10 * order.indexOf(lively[lively.length - 1])) / order.length);
    const [low, high] = [decile / 10, (decile + 1) / 10].map((p) => order[Math.round((order.length - 1) * p)]);
    const expected = followed(known, (bar) => lively[bar] >= low && lively[bar] <= high);
    named(known)['same-volatility'].forEach((quantile, i) => expect(quantile).toBeCloseTo(expected[i], 4));
  });

  it('see nothing that comes later', () => {
    const moment = moments[105];
    expect(named(at(moment, wilderFrom(history, moment)))).toEqual(named(at(moment)));
    const before = moment - 3 * 3_600_000;
    expect(named(at(moment, wilderFrom(history, before)))).not.toEqual(named(at(moment)));
  });

  it('are refused where there is too little of the past', () => {
    expect(() => triggeredBaselines(earlier(history, history.cutoff, 1000), HORIZONS)).toThrow(
      expect.objectContaining({ code: 'data.too-little-history' }),
    );
  });
});
