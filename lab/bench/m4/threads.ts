/** Every series in worker threads, each thread asking for the next one when it is done. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { TextbookName } from './textbook.ts';

/** One model on one series. */
export interface Answered {
  readonly forecast: Float64Array;
  readonly ms: number;
}

export type SeriesAnswer = Readonly<Record<TextbookName, Answered>>;

/** Forecasts of all models, in the order of the series. */
export async function forecastAll(series: readonly { readonly train: Float64Array }[]): Promise<SeriesAnswer[]> {
  const answers = new Array<SeriesAnswer>(series.length);
  let next = 0;
  const work = async () => {
    await using thread = openThread();
    while (next < series.length) {
      const at = next++;
      answers[at] = await thread.ask(series[at].train);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return answers;
}

function openThread(): AsyncDisposable & { ask(values: Float64Array): Promise<SeriesAnswer> } {
  const worker = new Worker(new URL('./thread.ts', import.meta.url), { execArgv: [] });
  return {
    ask(values) {
      const { promise, resolve, reject } = Promise.withResolvers<SeriesAnswer>();
      worker.once('message', (answer: SeriesAnswer) => {
        worker.off('error', reject);
        resolve(answer);
      });
      worker.once('error', reject);
      worker.postMessage(values);
      return promise;
    },
    async [Symbol.asyncDispose]() {
      await worker.terminate();
    },
  };
}
