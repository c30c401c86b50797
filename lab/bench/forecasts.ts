/**
 * Whether what is published beats what one could install instead: statsforecast's AutoARIMA, AutoETS and conformal naive,
 * and arch's EGARCH-t, at every third decision of BTC 2019–2023, in one run, scored by one function. Where there is no
 * Python, or no package index, the packages are skipped by name.
 */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { HOUR_MS } from '../../domain/market/candles.ts';
import { forecasts } from '../evaluation/evaluate.ts';
import type { EvaluationPlan } from '../evaluation/plan.ts';
import { RecordedMarket } from '../evaluation/recorded-market.ts';
import type { Figure } from './figure.ts';
import { cacheDir, recordedCandles } from './places.ts';
import { comparedFigures } from './side-by-side/compared.ts';
import { packageForecasts, packagePython } from './side-by-side/packages.ts';

const PLAN: EvaluationPlan = {
  symbol: 'BTC/USDT',
  from: Date.parse('2019-01-01'),
  to: Date.parse('2024-01-01'),
  barMs: HOUR_MS,
  slots: ['00:00', '12:00'],
  zone: 'UTC',
  horizonsHours: [4, 12, 24],
  every: 3,
  seed: '1',
};

type Tell = (line: string) => void;

export async function forecastFigures(tell: Tell): Promise<Figure[]> {
  const file = recordedCandles('BTCUSDT-1h-2017-2023.csv.gz');
  if (!file) {
    tell('skipped: no recorded candles (set SHARED_DATA)');
    return [];
  }
  const { loaded, rows } = await ourForecasts(file, tell);
  const decisions = [...new Set(rows.flatMap(({ decision, published }) => (published ? [decision] : [])))];
  const { history } = new RecordedMarket(loaded.candles);
  const asked = { history, decisions, horizonsHours: PLAN.horizonsHours };
  const python = await packagePython().catch(whyNot);
  const packages = python instanceof Error ? null : await packageForecasts(python, asked, tell);
  return [
    ...PLAN.horizonsHours.flatMap((horizonHours) => comparedFigures(rows, horizonHours, packages)),
    ...(python instanceof Error ? [skipped(python)] : []),
  ];
}

/** With the code of `evaluate`; what was walked once is kept. */
function ourForecasts(file: string, tell: Tell) {
  return forecasts({
    plan: PLAN,
    files: [file],
    out: join(cacheDir(), 'side-by-side', 'ours'),
    members: false,
    blocks: [],
    threads: availableParallelism(),
    codeVersion: 'bench',
    tell,
    signal: new AbortController().signal,
  });
}

/** What another program answers of itself is an Error. */
function whyNot(error: unknown): Error {
  if (error instanceof Error) return error;
  throw error;
}

function skipped({ message }: Error): Figure {
  const note = `skipped: ${message.trim().split('\n')[0]}`;
  return { name: 'packages', measured: null, unit: '%', limit: null, note };
}
