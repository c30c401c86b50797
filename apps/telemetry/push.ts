/** The metrics of a command that ends before anybody could ask for them, left at a Prometheus Pushgateway. */
import { Pushgateway, type Registry } from 'prom-client';

const ANSWERS_WITHIN_MS = 3_000;

/** Answers why it could not be done, or null; a gateway that is away is no reason for a command to fail. */
export async function pushMetrics(url: string, job: string, registry: Registry): Promise<string | null> {
  try {
    await new Pushgateway(url, { timeout: ANSWERS_WITHIN_MS }, registry).push({ jobName: job });
    return null;
  } catch (failure) {
    return `The Pushgateway at ${url} did not take the metrics (${(failure as Error).message}); check PUSHGATEWAY_URL.`;
  }
}
