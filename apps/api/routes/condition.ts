/** `/health`, `/ready`, `/metrics`: for machines that watch this one. */
import { z } from 'zod';
import { type Answer, json, route, type Route } from '../../../adapters/http/route.ts';
import { healthOf, type Part, readinessOf } from '../condition.ts';
import { metricsRoute } from '../../telemetry/metrics-server.ts';
import { keptFor } from '../kept.ts';
import type { Surroundings } from '../surroundings.ts';

/** So that asking often costs nothing. */
const KEPT_MS = 1_000;

const CONDITION = z.object({
  ok: z.boolean(),
  parts: z.array(z.object({ name: z.string(), ok: z.boolean() })),
});

export function conditionRoutes(surroundings: Surroundings): Route[] {
  const { clock, telemetry } = surroundings;
  const health = keptFor(KEPT_MS, clock, () => healthOf(surroundings));
  const readiness = keptFor(KEPT_MS, clock, () => readinessOf(surroundings));
  return [
    route({
      method: 'GET',
      path: '/health',
      summary: 'OK when database and object store answer, else FAIL.',
      scope: null,
      answers: answers('text/plain', 'OK or FAIL'),
      async handle({ headers }) {
        const parts = await health();
        if (headers.accept?.includes('application/json')) return conditionAnswer(parts);
        const ok = parts.every((part) => part.ok);
        return {
          status: ok ? 200 : 503,
          contentType: 'text/plain; charset=utf-8',
          body: ok ? 'OK' : 'FAIL',
          caching: 'none',
        };
      },
    }),
    route({
      method: 'GET',
      path: '/ready',
      summary: 'Whether the workers poll and the schedules are there.',
      scope: null,
      answers: answers('application/json', 'Ready or not, part by part', CONDITION),
      handle: async () => conditionAnswer(await readiness()),
    }),
    metricsRoute(telemetry.metrics),
  ];
}

/** What exactly was found is for the log: addresses and versions are nobody else's business. */
function conditionAnswer(parts: readonly Part[]): Answer {
  const ok = parts.every((part) => part.ok);
  return json({ ok, parts: parts.map(({ name, ok: fine }) => ({ name, ok: fine })) }, 'none', {
    status: ok ? 200 : 503,
  });
}

function answers(contentType: string, description: string, schema?: z.ZodType): Route['answers'] {
  const described = { description, contentType, ...(schema && { schema }) };
  return { 200: described, 503: described };
}
