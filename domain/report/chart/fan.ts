/** The fan between the published horizons. */
import { type ChartInput, FAN_LEVELS, type FanPoint } from './input.ts';

/**
 * Fan points at every multiple of `stepHours` from 0 to the last known hour. Between two known hours each quantile's
 * log-distance from the base price is linear in the square root of time: exact for a random walk, and the published
 * quantiles themselves at the horizons.
 */
export function fanPoints(input: Pick<ChartInput, 'basePrice' | 'forecasts' | 'fan'>, stepHours: number): FanPoint[] {
  const { basePrice } = input;
  const known = [
    { hours: 0, prices: FAN_LEVELS.map(() => basePrice) },
    ...(input.fan ?? input.forecasts.map(knownPoint)),
  ].sort((a, b) => a.hours - b.hours);
  const last = known[known.length - 1].hours;
  const steps = Math.round(last / stepHours);
  return Array.from({ length: steps + 1 }, (_, step) => pointAt(known, (last * step) / steps));
}

function knownPoint({ horizonHours, levels, quantiles }: ChartInput['forecasts'][number]): FanPoint {
  return { hours: horizonHours, prices: FAN_LEVELS.map((level) => quantiles[levels.indexOf(level)]) };
}

function pointAt(known: readonly FanPoint[], hours: number): FanPoint {
  const next = known.findIndex((point) => point.hours >= hours);
  const [before, after] = [known[Math.max(0, next - 1)], known[next]];
  if (after.hours === hours) return after;
  const share = (Math.sqrt(hours) - Math.sqrt(before.hours)) / (Math.sqrt(after.hours) - Math.sqrt(before.hours));
  const between = (from: number, to: number) => from * (to / from) ** share;
  return { hours, prices: before.prices.map((price, i) => between(price, after.prices[i])) };
}
