import { describe, expect, it } from 'vitest';
import { askForecast, askParameters } from '../../../domain/models/ask.ts';
import type { Model } from '../../../domain/models/model.ts';
import { estimateMember } from '../../../domain/models/run.ts';
import { LEVELS } from '../../../domain/numeric/levels.ts';
import { BARS, known } from './markets.ts';

const history = known(BARS - 1);
const GOOD = Float64Array.from(LEVELS, (level) => level - 0.5);

function modelThat(answers: Partial<Model<number>>): Model<number> {
  return {
    name: 'odd',
    version: '1',
    role: 'core',
    minBars: 10,
    maxBars: 100,
    estimate: () => 1,
    forecast: (_, __, horizonsBars) => horizonsBars.map((horizonBars) => ({ horizonBars, quantiles: GOOD })),
    ...answers,
  };
}

const saying = (quantiles: Float64Array) => modelThat({ forecast: () => [{ horizonBars: 4, quantiles }] });

describe('asking a model', () => {
  it('hands out what is sound', () => {
    expect(askForecast(modelThat({}), history, 1, [4, 12], '7')).toHaveLength(2);
  });

  it.each([
    ['crossed quantiles', GOOD.map((quantile, i) => (i === 50 ? 0.4 : quantile)), 'crossed quantiles at level 0.5'],
    ['NaN', GOOD.map((quantile, i) => (i === 7 ? Number.NaN : quantile)), 'NaN at level 0.06'],
    [
      'infinity',
      GOOD.map((quantile, i) => (i === 102 ? Number.POSITIVE_INFINITY : quantile)),
      'Infinity at level 0.995',
    ],
    ['another grid', GOOD.slice(1), '102 quantiles instead of 103'],
  ])('refuses %s by name', (_, quantiles, what) => {
    expect(() => askForecast(saying(quantiles), history, 1, [4], '7')).toThrow(
      expect.objectContaining({ code: 'model.invalid-output', message: expect.stringContaining(what) }),
    );
  });

  it('refuses horizons that were not asked', () => {
    expect(() => askForecast(saying(GOOD), history, 1, [12], '7')).toThrow(
      expect.objectContaining({ code: 'model.invalid-output' }),
    );
  });

  it('refuses parameters that would not survive being stored', () => {
    expect(() => askParameters(modelThat({ estimate: () => Number.NaN }), history, '7')).toThrow(
      expect.objectContaining({ code: 'model.invalid-output' }),
    );
  });

  it('names a model that throws, with the cause', () => {
    const broken = modelThat({
      estimate: () => {
        throw new RangeError('no such root');
      },
    });
    expect(() => askParameters(broken, history, '7')).toThrow(
      expect.objectContaining({ code: 'model.failed', message: expect.stringContaining('odd failed on SIM/USDT') }),
    );
  });

  it('shows a model no more bars than it declares', () => {
    const counted = modelThat({ estimate: ({ length }) => length });
    expect(askParameters(counted, history, '7')).toBe(100);
  });

  it('gives each seed, purpose and cutoff a generator of its own, and the same one again', () => {
    const drawn = modelThat({ estimate: (_, rng) => rng.uniform() });
    expect(askParameters(drawn, history, '7')).toBe(askParameters(drawn, history, '7'));
    expect(askParameters(drawn, history, '8')).not.toBe(askParameters(drawn, history, '7'));
    expect(askParameters(drawn, known(BARS - 2), '7')).not.toBe(askParameters(drawn, history, '7'));
  });

  it('refuses bars of another length, and a name nobody has', () => {
    expect(() => askParameters(modelThat({}), { ...history, barMs: 300_000 }, '7')).toThrow(
      expect.objectContaining({ code: 'data.wrong-bar-length' }),
    );
    expect(() => estimateMember('oracle', history, '7')).toThrow(
      expect.objectContaining({ code: 'input.invalid', message: expect.stringContaining('climatology') }),
    );
  });
});
