/** Asking a model: it gets no more history than it declares, and its answer is checked before anybody sees it. */
import { AlmanacError } from '../errors.ts';
import { HOUR_MS } from '../market/candles.ts';
import { earlier, type History } from '../market/history.ts';
import { durationText, momentText } from '../market/moments.ts';
import { LEVELS } from '../numeric/levels.ts';
import { Rng } from '../numeric/random.ts';
import { isNotEnough, type Model, type NotEnough, type QuantileForecast } from './model.ts';

/**
 * Parameters from the history up to its cutoff, or why there are none. Throws `model.failed` when the model throws,
 * `model.invalid-output` when a parameter is not a finite number, `data.wrong-bar-length` for bars it does not
 * work on.
 */
export function askParameters<P>(model: Model<P>, history: History, seed: string): P | NotEnough {
  const known = visible(model, history);
  const refused = shortOf(model, known);
  if (refused) return refused;
  const parameters = attempt(model, known, (rng) => model.estimate(known, rng), `${seed}:estimate`);
  if (!allFinite(parameters)) throw invalid(model, known, 'parameters that are not finite numbers');
  return parameters;
}

/**
 * One forecast per horizon, in the order asked, or why there are none. The bar that closes at the cutoff must be there.
 * Throws as `askParameters`, and `model.invalid-output` where a forecast is not 103 finite numbers that never fall.
 */
export function askForecast<P>(
  model: Model<P>,
  history: History,
  parameters: P,
  horizonsBars: readonly number[],
  seed: string,
): QuantileForecast[] | NotEnough {
  const known = visible(model, history);
  const refused = shortOf(model, known) ?? withoutBase(known);
  if (refused) return refused;
  const answer = attempt(
    model,
    known,
    (rng) => model.forecast(known, parameters, horizonsBars, rng),
    `${seed}:forecast`,
  );
  if (!isNotEnough(answer)) checkAnswer(model, known, horizonsBars, answer);
  return answer;
}

type Asked = Pick<Model, 'name' | 'barsMs' | 'minBars' | 'maxBars'>;

function visible(model: Asked, history: History): History {
  const known = model.barsMs ?? [HOUR_MS];
  if (known.includes(history.barMs)) return earlier(history, history.cutoff, model.maxBars);
  const lengths = known.map(durationText).join(' or ');
  throw new AlmanacError(
    'data.wrong-bar-length',
    `${model.name} works on bars of ${lengths}; these have ${durationText(history.barMs)}. Aggregate them first, or ask another model.`,
    { model: model.name, barMs: history.barMs },
  );
}

function shortOf({ name, minBars }: Asked, { length }: History): NotEnough | null {
  return length >= minBars ? null : { notEnough: `${name} needs ${minBars} bars, the history has ${length}` };
}

function withoutBase({ close, length, cutoff }: History): NotEnough | null {
  if (Number.isFinite(close[length - 1])) return null;
  return { notEnough: `needs the bar that closes at ${momentText(cutoff)}, which is missing` };
}

/** The generator depends on seed, purpose, model and cutoff alone, so that no member's draws move another's. */
function attempt<T>(model: Asked, { symbol, cutoff }: History, work: (rng: Rng) => T, purpose: string): T {
  try {
    return work(Rng.seeded(`${purpose}:${model.name}:${symbol}:${cutoff}`));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    const message = `${model.name} failed on ${symbol} at ${momentText(cutoff)}: ${why}. The release goes on without it.`;
    throw new AlmanacError('model.failed', message, { model: model.name, cutoff }, { cause });
  }
}

function checkAnswer(model: Asked, known: History, horizonsBars: readonly number[], answer: QuantileForecast[]): void {
  if (answer.map(({ horizonBars }) => horizonBars).join() !== horizonsBars.join()) {
    throw invalid(model, known, 'other horizons than asked');
  }
  for (const { horizonBars, quantiles } of answer) {
    const flaw = flawOf(quantiles);
    if (flaw) throw invalid(model, known, `${flaw} at ${horizonBars} bars`);
  }
}

function invalid({ name }: Asked, { symbol, cutoff }: History, what: string): AlmanacError {
  const message = `${name} answered ${what} for ${symbol} at ${momentText(cutoff)}. The release goes on without it.`;
  return new AlmanacError('model.invalid-output', message, { model: name, cutoff });
}

function flawOf(quantiles: Float64Array): string | null {
  if (quantiles.length !== LEVELS.length) return `${quantiles.length} quantiles instead of ${LEVELS.length}`;
  for (let i = 0; i < quantiles.length; i++) {
    if (!Number.isFinite(quantiles[i])) return `${quantiles[i]} at level ${LEVELS[i]}`;
    if (i > 0 && quantiles[i] < quantiles[i - 1]) return `crossed quantiles at level ${LEVELS[i]}`;
  }
  return null;
}

/** Parameters are plain JSON: what is not finite would come back as null. */
function allFinite(parameters: unknown): boolean {
  if (typeof parameters === 'number') return Number.isFinite(parameters);
  if (typeof parameters !== 'object' || parameters === null) return true;
  return Object.values(parameters).every(allFinite);
}
