/** The textbook models as they are scored on the competition: point forecasts of a series that nobody chose. */
import { arimaForecast, selectArima } from '../../../domain/models/arma/arima-selection.ts';
import { etsForecast } from '../../../domain/models/smoothing/ets-forecast.ts';
import { selectEts } from '../../../domain/models/smoothing/ets-selection.ts';
import { fitOptimisedTheta, fitTheta, thetaForecast } from '../../../domain/models/smoothing/theta-fit.ts';
import { HORIZON } from './weekly.ts';

export const TEXTBOOK = {
  ets: (values: Float64Array) => etsForecast(values, selectEts(values), HORIZON),
  theta: (values: Float64Array) => thetaForecast(values, fitTheta(values), HORIZON),
  'theta, optimised': (values: Float64Array) => thetaForecast(values, fitOptimisedTheta(values), HORIZON),
  arima: (values: Float64Array) => arimaForecast(values, selectArima(values), HORIZON),
} as const;

export type TextbookName = keyof typeof TEXTBOOK;

/** Whose mean is judged as a combination. */
export const COMBINED: readonly TextbookName[] = ['ets', 'theta', 'arima'];

/** Step by step the mean of the forecasts of one series. */
export function meanForecast(forecasts: readonly Float64Array[]): Float64Array {
  return forecasts[0].map((_, step) => forecasts.reduce((sum, path) => sum + path[step], 0) / forecasts.length);
}
