import { presentMoves } from '../../domain/calibration/past-moves.ts';
import { combine } from '../../domain/ensemble/combine.ts';
import type { BaselineAnswer } from '../../domain/ensemble/combine.ts';
import type { PublishedForecast } from '../../domain/ensemble/published.ts';
import { recipeOf } from '../../domain/ensemble/recipe.ts';
import { LEVELS } from '../../domain/numeric/levels.ts';
import type { MembersHandover } from '../ask-members.ts';
import { horizonParts } from '../horizon-parts.ts';
import { learnedOf } from '../learned.ts';
import { HANDOVER, type SourcesHandover } from '../parts.ts';
import type { Table } from '../ports.ts';
import { historyOf } from '../prices.ts';
import { type Built, jsonFile, type Step, tableFile } from '../step.ts';

export const ensemble: Step = {
  name: 'ensemble',
  async build({ ports, request, inputs }): Promise<Built> {
    const history = await historyOf(inputs, request);
    const learned = await learnedOf(inputs);
    const members = await inputs.json<MembersHandover>(HANDOVER.members);
    const { basePrice } = await inputs.json<SourcesHandover>(HANDOVER.sources);
    const baselines = await ports.compute.run<BaselineAnswer[][]>(
      'baselines',
      { history, horizonsBars: request.horizonsHours },
      { timeoutMs: 20_000 },
    );
    const moves = presentMoves(history);
    const recipe = recipeOf(request);
    const forecasts = request.horizonsHours.map((horizonHours, i) =>
      combine({
        ...horizonParts(horizonHours, members, learned),
        cutoff: request.cutoff,
        baselines: baselines[i],
        moves,
        recipe,
      }),
    );
    return {
      files: [jsonFile(HANDOVER.forecasts, forecasts), await tableFile('forecasts.parquet', tableOf(forecasts), ports)],
      rows: [
        { table: 'forecasts', rows: forecasts.map((forecast) => forecastRow(forecast, basePrice)) },
        { table: 'ensemble_weights', rows: forecasts.flatMap(weightRows) },
      ],
      summary: forecasts
        .map(
          ({ horizonHours, pUp, method }) =>
            `${horizonHours} h: p_up ${pUp.toFixed(3)}${method === 'baseline' ? ' (baseline)' : ''}`,
        )
        .join(', '),
    };
  },
};

function forecastRow(
  { horizonHours, pUp, directional, method, abstention, quantiles, baselines, walkForward }: PublishedForecast,
  basePrice: number,
) {
  return {
    horizon_hours: horizonHours,
    base_price: basePrice,
    p_up: pUp,
    directional,
    method,
    abstention,
    quantiles,
    baselines,
    walk_forward: walkForward,
  };
}

function weightRows({ horizonHours, members }: PublishedForecast) {
  return members.map(({ model, weight }) => ({ horizon_hours: horizonHours, model, weight }));
}

function tableOf(forecasts: readonly PublishedForecast[]): Table {
  const rows = forecasts.flatMap(({ horizonHours, quantiles }) =>
    LEVELS.map((level, i) => ({ horizonHours, level, value: quantiles[i] })),
  );
  return {
    columns: [
      { name: 'horizon_hours', type: 'int64', values: rows.map((row) => row.horizonHours) },
      { name: 'level', type: 'double', values: rows.map((row) => row.level) },
      { name: 'log_return', type: 'double', values: rows.map((row) => row.value) },
    ],
  };
}
