/**
 * A client connection that ends quietly. The SDK tries a failed call again on a timer; on a channel that was closed
 * meanwhile that throws where nobody can catch it and takes the process down.
 */
import { Connection, defaultGrpcRetryOptions, makeGrpcRetryInterceptor } from '@temporalio/client';
import { setTimeout as sleep } from 'node:timers/promises';

export interface TemporalConnection extends AsyncDisposable {
  readonly connection: Connection;
}

export async function connectTemporal(address: string, connectTimeoutMs: number): Promise<TemporalConnection> {
  const usual = defaultGrpcRetryOptions();
  let closing = false;
  let lastRetryAt = 0;
  const retry = makeGrpcRetryInterceptor({
    retryableDecider: (attempt, status) => !closing && usual.retryableDecider(attempt, status),
    delayFunction(attempt, status) {
      const delayMs = usual.delayFunction(attempt, status);
      lastRetryAt = Math.max(lastRetryAt, performance.now() + delayMs);
      return delayMs;
    },
  });
  const connection = await Connection.connect({ address, connectTimeout: connectTimeoutMs, interceptors: [retry] });
  return {
    connection,
    async [Symbol.asyncDispose]() {
      closing = true;
      // Retries that are planned already still need an open channel; a timer may fire a moment late.
      while (performance.now() < lastRetryAt + 20) await sleep(lastRetryAt + 21 - performance.now());
      await connection.close();
    },
  };
}
