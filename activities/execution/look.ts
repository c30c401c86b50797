/** Time passes on an account: the price, what became of unknown orders, exits, and the books when it is time. */
import { pullFrom, questions, toReport } from '../../domain/execution/account/questions.ts';
import { LEGS } from '../../domain/execution/account/order.ts';
import { aliveOf, anyUncertain } from '../../domain/execution/account/standing.ts';
import type { AccountState } from '../../domain/execution/account/state.ts';
import type { ExecutionPorts, VenueNews } from '../ports.ts';
import type { AccountSession } from './session.ts';

export async function lookAt(session: AccountSession, ports: ExecutionPorts, signal: AbortSignal): Promise<void> {
  await session.hear({ kind: 'time' }, await session.venue.reading(signal));
  await askAboutUnknown(session, ports, signal);
  const { reconciled, suspicion } = session.state;
  const isDue = ports.clock.now() - session.pulledAt >= ports.intervals.reconcileMs;
  if (isDue || !reconciled || suspicion !== null || awaitsFills(session.state))
    await compareBooks(session, ports, signal);
}

/** Market orders fill within seconds, and what they bought wants its stop. */
export function awaitsFills(state: AccountState): boolean {
  return aliveOf(state, 'entry', 'exit').length > 0 || anyUncertain(state, ...LEGS);
}

/** What the venue holds is heard, then compared with what we think; no answer is none. */
export async function compareBooks(session: AccountSession, ports: ExecutionPorts, signal: AbortSignal): Promise<void> {
  const { state, venue, account } = session;
  const askedAt = ports.clock.now();
  const pulled = await venue.pull(toReport(state), pullFrom(state) ?? account.openedAt, signal);
  if (pulled === null) return;
  await session.hear({ kind: 'pulled', pulled, askedAt }, await venue.reading(signal));
  session.pulledAt = ports.clock.now();
}

/** One question after the other while there are any: an answer may bring the next one, silence postpones it. */
async function askAboutUnknown(session: AccountSession, { clock }: ExecutionPorts, signal: AbortSignal): Promise<void> {
  const next = () => questions(session.state, clock.now()).at(0);
  for (let asked = next(); asked !== undefined; asked = next()) {
    const { answer, news } = await session.venue.ask(asked, signal);
    const market = await session.venue.reading(signal);
    await session.hear({ kind: 'answer', ...asked, answer }, market);
    await hearAll(session, news, signal);
  }
}

export async function hearAll(session: AccountSession, news: readonly VenueNews[], signal: AbortSignal): Promise<void> {
  if (news.length === 0) return;
  const market = await session.venue.reading(signal);
  for (const told of news) await session.hear(told, market);
}
