import { describe, expect, it } from 'vitest';
import { HOUR_MS } from '../../../domain/market/candles.ts';
import { earlier, historyAt } from '../../../domain/market/history.ts';
import { weeklyBoundary } from '../../../domain/market/week.ts';
import { isNotEnough } from '../../../domain/models/model.ts';
import { MODEL_NAMES } from '../../../domain/models/registry.ts';
import { estimateMember, forecastMember } from '../../../domain/models/run.ts';
import { walkForward } from '../../../domain/models/walk-forward.ts';
import { alteredFrom, without } from '../regime/simulated-market.ts';
import { BARS, closeOf, known, market } from './markets.ts';

const history = known(BARS - 1);
const HORIZONS = [4, 24];
/** Eight days from a Wednesday noon on: two Mondays lie between. */
const decisions = Array.from({ length: 16 }, (_, i) => closeOf(15_851 + 12 * i));

describe('walking a member over the past', () => {
  it.each(MODEL_NAMES)('%s says what a release at each decision would have said', (name) => {
    const walked = walkForward(name, history, { decisions, horizonsBars: HORIZONS, seed: '7' });
    const released = decisions.flatMap((decision) => {
      const parameters = estimateMember(name, earlier(history, weeklyBoundary(decision)), '7');
      const answer = forecastMember(name, earlier(history, decision), parameters, HORIZONS, '7');
      if (isNotEnough(answer)) throw new Error(answer.notEnough);
      return answer.map(({ quantiles }) => Float32Array.from(quantiles));
    });
    expect(walked.map(({ decision }) => decision)).toEqual(decisions.flatMap((decision) => [decision, decision]));
    expect(walked.map(({ quantiles }) => quantiles)).toEqual(released);
  });

  it('gives the same bytes from a history that was loaded later and starts later', () => {
    const later = historyAt(market, history.cutoff, 16_000);
    const asked = { decisions: decisions.slice(0, 2), horizonsBars: HORIZONS, seed: '7' };
    expect(walkForward('ewma', later, asked)).toEqual(walkForward('ewma', history, asked));
  });

  it('learns nothing from after a decision', () => {
    const last = decisions[decisions.length - 1];
    const altered = historyAt(alteredFrom(market, (last - market.openTime[0]) / HOUR_MS), history.cutoff);
    const asked = { decisions, horizonsBars: HORIZONS, seed: '7' };
    expect(walkForward('har', altered, asked)).toEqual(walkForward('har', history, asked));
  });

  it('names the reason where a decision has no forecast', () => {
    const gone = historyAt(without(market, new Set([15_851])), history.cutoff);
    const [missing, , present] = walkForward('ewma', gone, { decisions, horizonsBars: HORIZONS, seed: '7' });
    expect(missing).toMatchObject({ horizonBars: 4, quantiles: null });
    expect(missing.reason).toContain('which is missing');
    expect(present.reason).toBeNull();
  });

  it('names the need where the history was still too short', () => {
    const early = walkForward('har', history, { decisions: [closeOf(3000)], horizonsBars: [4], seed: '7' });
    expect(early).toEqual([
      { decision: closeOf(3000), horizonBars: 4, quantiles: null, reason: expect.stringContaining('needs 4380 bars') },
    ]);
  });
});
