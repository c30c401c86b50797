/** `/metrics`, and its address in a process that has no other. */
import { type Route, route } from '../../adapters/http/route.ts';
import { type HttpServer, openHttpServer } from '../../adapters/http/server.ts';
import { guardOf } from '../../adapters/http/tokens.ts';
import type { Telemetry } from './telemetry.ts';

export function metricsRoute(metrics: Telemetry['metrics']): Route {
  return route({
    method: 'GET',
    path: '/metrics',
    summary: 'Metrics in the text format of Prometheus.',
    scope: null,
    answers: { 200: { description: 'Metrics', contentType: 'text/plain' } },
    handle: async () => ({ contentType: metrics.contentType, body: await metrics.text(), caching: 'none' }),
  });
}

export async function serveMetrics(host: string, port: number, { metrics, tell }: Telemetry): Promise<HttpServer> {
  return await openHttpServer({
    ...{ host, port, guard: guardOf([]), styles: [] },
    routes: [metricsRoute(metrics)],
    onFailure: (failure, address) => tell({ kind: 'request-failed', address, failure }),
    onAnswer: (answered) => tell({ kind: 'request-answered', ...answered }),
  });
}
