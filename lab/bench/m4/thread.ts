/** A worker thread: answers a series with the forecast of every textbook model. */
import { parentPort } from 'node:worker_threads';
import { TEXTBOOK } from './textbook.ts';
import type { Answered } from './threads.ts';

parentPort?.on('message', (values: Float64Array) => {
  const answers = Object.entries(TEXTBOOK).map(([name, forecastOf]) => [name, timed(() => forecastOf(values))]);
  parentPort?.postMessage(Object.fromEntries(answers));
});

function timed(work: () => Float64Array): Answered {
  const begun = performance.now();
  const forecast = work();
  return { forecast, ms: performance.now() - begun };
}
