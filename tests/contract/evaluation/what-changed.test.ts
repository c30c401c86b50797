/** What changed since the last release: as METHODS §9 says, and without asking those who have no say in it. */
import { beforeAll, describe, expect, it } from 'vitest';
import { askMembers } from '../../../activities/ask-members.ts';
import { changesBetween, type Made } from '../../../activities/change.ts';
import type { Learned } from '../../../activities/learned.ts';
import type { Compute } from '../../../activities/ports.ts';
import { TASKS, type TaskName } from '../../../adapters/compute/tasks.ts';
import { presentMoves } from '../../../domain/calibration/past-moves.ts';
import { combine } from '../../../domain/ensemble/combine.ts';
import type { PublishedForecast } from '../../../domain/ensemble/published.ts';
import { RECIPE } from '../../../domain/ensemble/recipe.ts';
import { changeOf } from '../../../domain/ensemble/what-changed.ts';
import { HOUR_MS } from '../../../domain/market/candles.ts';
import { earlier, type History } from '../../../domain/market/history.ts';
import { baselineForecasts } from '../../../domain/models/baselines.ts';
import { estimateMember } from '../../../domain/models/run.ts';
import { simulatedHistory } from '../../fixtures/simulated-history.ts';
import { backDatedRequest } from '../../fixtures/pipeline.ts';

const HORIZONS = [4, 24];
const RESERVE = ['climatology', 'ewma'];
const asked: string[] = [];
const compute: Compute = {
  run: async (task, input) => {
    asked.push((input as { name: string }).name);
    return (TASKS[task as TaskName] as (input: unknown) => unknown)(input) as never;
  },
};

const today = simulatedHistory({ bars: 5_400, seed: 'changes' });
const yesterday = earlier(today, today.cutoff - 11 * HOUR_MS);
let weekBefore: Learned['members'];
let thisWeek: Learned['members'];
beforeAll(() => {
  weekBefore = estimated(earlier(today, today.cutoff - 200 * HOUR_MS));
  thisWeek = estimated(earlier(today, today.cutoff - 32 * HOUR_MS));
});

function estimated(history: History): Learned['members'] {
  const names = [...RECIPE.core, ...RESERVE];
  return Object.fromEntries(names.map((name) => [name, { parameters: estimateMember(name, history, '1') }]));
}

const all = (history: History, members: Learned['members']) =>
  askMembers(compute, { history, learned: members, request: { horizonsHours: HORIZONS, seed: '1' } });

const combined = (history: History, answers: Awaited<ReturnType<typeof all>>): PublishedForecast[] =>
  HORIZONS.map((horizonHours, i) =>
    combine({
      ...{ cutoff: history.cutoff, horizonHours, recipe: RECIPE, learned: null, moves: presentMoves(history) },
      baselines: baselineForecasts(history, HORIZONS)[i],
      members: answers.filter((answer) => answer.horizonHours === horizonHours),
    }),
  );

async function made(history: History, members: Learned['members']): Promise<Made> {
  const answers = await all(history, members);
  const request = { ...backDatedRequest({ cutoff: history.cutoff, candleFiles: [] }), horizonsHours: HORIZONS };
  const learned = { members, ensemble: { horizons: [] } } as unknown as Learned;
  return { request, history, learned, members: answers, forecasts: combined(history, answers) };
}

describe.each([
  ['within a week', () => thisWeek, 1],
  ['from one week to the next', () => weekBefore, 2],
])('a change %s', (_when, parametersThen, stagesAsked) => {
  it('is explained as if everybody had been asked and every yardstick computed, by those with a share alone', async () => {
    const then = await made(yesterday, parametersThen());
    const now = await made(today, thisWeek);
    asked.length = 0;
    const explained = await changesBetween(compute, then, now);
    expect(asked.toSorted()).toEqual(Array(stagesAsked).fill(RECIPE.core).flat().toSorted());

    const shifted = { ...yesterday, cutoff: today.cutoff, firstOpenTime: yesterday.firstOpenTime + 11 * HOUR_MS };
    const calendar = combined(shifted, await all(shifted, parametersThen()));
    const prices = combined(today, await all(today, parametersThen()));
    const wanted = now.forecasts.map(({ horizonHours }, i) => {
      const stages = { calendar: calendar[i], prices: prices[i], members: now.forecasts[i], now: now.forecasts[i] };
      const published = then.forecasts[i];
      return { horizonHours, ...changeOf({ ...stages, then: published, thenByToday: published }) };
    });
    expect(explained).toEqual(wanted);
    for (const { width } of explained) {
      expect(width.filter(({ difference }) => difference !== 0).length).toBeGreaterThan(1);
    }
  });
});
