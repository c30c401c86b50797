/** Looking inside, holding planned releases, halting trading: behind tokens, each scope by itself. Going on after a halt is not here: it takes two actions of a person. */
import { z } from 'zod';
import { json, route, type Route } from '../../../adapters/http/route.ts';
import { PUBLICATION_STATES } from '../../../domain/publication/life.ts';
import { haltTrading } from '../../operations/accounts/halt.ts';
import { accountNamed, listAccounts } from '../../operations/accounts/read.ts';
import { healthOf, readinessOf } from '../condition.ts';
import { releaseAskedFor } from '../control/release.ts';
import { pauseSchedules, resumeSchedules, scheduleStates } from '../control/schedules.ts';
import { accountsToday } from '../control/today.ts';
import type { Surroundings } from '../surroundings.ts';
import { releaseIdParameter, symbolParameter } from './parameters.ts';

const SCHEDULES = z.object({
  schedules: z.array(z.object({ scheduleId: z.string(), isPaused: z.boolean(), nextAt: z.string().nullable() })),
});
const STATUS = z.object({
  parts: z.array(z.object({ name: z.string(), ok: z.boolean(), found: z.string() })),
  publications: z.record(z.string(), z.int()),
  accounts: z.array(z.looseObject({ accountId: z.string(), trading: z.string(), equityQuote: z.string() })),
  tradingStates: z.array(z.looseObject({ scope: z.string(), state: z.string(), why: z.string() })),
});
const TODAY = z.object({
  accounts: z.array(
    z.object({
      ...{ accountId: z.string(), symbol: z.string(), source: z.string(), trades: z.int() },
      ...{ realisedQuote: z.string(), feesQuote: z.string(), openingEquityQuote: z.string().nullable() },
      equityQuote: z.string(),
    }),
  ),
});
const IDEMPOTENT = z.object({
  'idempotency-key': z
    .string()
    .regex(/^[\x21-\x7e]{8,200}$/, 'must be 8 to 200 visible characters')
    .describe('Yours, a new one for every new release, e.g. a UUID.'),
});
const ASKED_FOR = z.object({
  releaseId: releaseIdParameter,
  status: z.enum(['running', 'published', 'fallback', 'missed', 'discarded']),
});
const WHY = z.string().trim().min(1).max(300).describe('What whoever looks next must know.');

const ok = (description: string, schema: z.ZodType): Route['answers'] => ({
  200: { description, contentType: 'application/json', schema },
});

export function controlRoutes(surroundings: Surroundings): Route[] {
  const { stores, clock } = surroundings;
  const schedules = async () => json({ schedules: await scheduleStates(surroundings) }, 'none');
  return [
    route({
      method: 'GET',
      path: '/v1/control/status',
      summary: 'Parts, publications by state, accounts and what people allow them.',
      scope: 'read',
      answers: ok('How everything stands', STATUS),
      async handle() {
        const counts = await stores.readers.publicationCounts();
        const parts = [...(await healthOf(surroundings)), ...(await readinessOf(surroundings))];
        const publications = Object.fromEntries(PUBLICATION_STATES.map((state) => [state, counts.get(state) ?? 0]));
        return json({ parts, publications, ...(await listAccounts(stores, null, clock.now())) }, 'none');
      },
    }),
    route({
      method: 'GET',
      path: '/v1/control/pnl/today',
      summary: 'What the accounts earned since midnight UTC.',
      scope: 'read',
      answers: ok('By account', TODAY),
      handle: async () => json({ accounts: await accountsToday(surroundings) }, 'none'),
    }),
    route({
      method: 'GET',
      path: '/v1/control/schedules',
      summary: 'Planned releases and learning: held or not, and when next.',
      scope: 'read',
      answers: ok('The schedules', SCHEDULES),
      handle: schedules,
    }),
    route({
      method: 'POST',
      path: '/v1/control/pause',
      summary: 'Holds every schedule, over restarts too. Slots that pass meanwhile are recorded as missed.',
      scope: 'control',
      body: z.object({ why: WHY }),
      answers: ok('The schedules', SCHEDULES),
      async handle({ body: { why } }) {
        await pauseSchedules(surroundings, why);
        return await schedules();
      },
    }),
    route({
      method: 'POST',
      path: '/v1/control/resume',
      summary: 'Lets the schedules go.',
      scope: 'control',
      answers: ok('The schedules', SCHEDULES),
      async handle() {
        await resumeSchedules(surroundings);
        return await schedules();
      },
    }),
    route({
      method: 'POST',
      path: '/v1/control/releases',
      summary: 'Asks for a release by hand of the newest hour; asked again with the same key it is the same release.',
      scope: 'control',
      headers: IDEMPOTENT,
      body: z.object({ symbol: symbolParameter.optional() }),
      answers: {
        202: { description: 'It is made; how it stands', contentType: 'application/json', schema: ASKED_FOR },
      },
      async handle({ headers, body: { symbol } }) {
        const asked = await releaseAskedFor(surroundings, { key: headers['idempotency-key'], symbol });
        const answer = json(asked, 'none', { status: 202 });
        return { ...answer, headers: { location: `/v1/releases/${asked.releaseId}` } };
      },
    }),
    route({
      method: 'POST',
      path: '/v1/control/halt',
      summary: 'Stops trading of one account or of all; positions keep their stops.',
      scope: 'halt',
      body: z.object({ why: WHY, account: z.string().max(120).optional() }),
      answers: ok('What people allow now', z.object({ tradingStates: STATUS.shape.tradingStates })),
      async handle({ body: { why, account } }) {
        if (account !== undefined) await accountNamed(stores, account);
        const tradingStates = await haltTrading(stores, clock, { scope: account ?? '*', why });
        return json({ tradingStates }, 'none');
      },
    }),
  ];
}
