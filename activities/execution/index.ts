/** The activities of the execution worker, made from its ports. */
import type { AccountState } from '../../domain/execution/account/state.ts';
import { asActivity } from '../activity.ts';
import type { ExecutionIntervals, ExecutionPorts } from '../ports.ts';
import { findAdvice, takeAdvice } from './advice.ts';
import { carryOut } from './carry-out.ts';
import type { AccountActivities, Looked } from './contract.ts';
import { awaitsFills, compareBooks, lookAt } from './look.ts';
import { openAccountOnce } from './open.ts';
import { waitingRequests } from './requests.ts';
import type { AccountSession } from './session.ts';
import type { Sessions } from './sessions.ts';
import { standingOf } from './standing.ts';

type Work = (session: AccountSession, signal: AbortSignal) => Promise<void>;

export function executionActivities(ports: ExecutionPorts, sessions: Sessions): AccountActivities {
  const within = (accountId: string, work: Work): Promise<Looked> =>
    asActivity((signal) =>
      sessions.within(accountId, signal, async (session) => {
        await work(session, signal);
        return await looked(session, ports);
      }),
    );
  return {
    openAccount: async (wanted) => {
      await asActivity((signal) => openAccountOnce(ports, wanted, signal));
      return await within(wanted.accountId, async () => undefined);
    },
    look: (accountId) => within(accountId, (session, signal) => lookAt(session, ports, signal)),
    reconcile: (accountId) => within(accountId, (session, signal) => compareBooks(session, ports, signal)),
    carryOut: (accountId, request) =>
      within(accountId, (session, signal) => carryOut(session, request, ports.clock.now(), signal)),
    findAdvice: (accountId) =>
      asActivity((signal) => sessions.within(accountId, signal, (session) => findAdvice(session, ports))),
    takeAdvice: (accountId, reference) =>
      within(accountId, (session, signal) => takeAdvice(session, ports, reference, signal)),
    liftHalts: (accountId) =>
      within(accountId, async (session, signal) => {
        await compareBooks(session, ports, signal);
        const row = await session.readRow();
        // the row first: a halt is loosened by two actions, and this is not one of them
        if (row !== null && row !== 'halt') await session.hear({ kind: 'lift-halts' }, null);
      }),
  };
}

async function looked(session: AccountSession, ports: ExecutionPorts): Promise<Looked> {
  const { intervals, clock } = ports;
  return {
    requests: waitingRequests(session),
    standing: standingOf(session.state, await session.readRow()),
    lookAgainMs: lookAgainMs(session.state, intervals),
    isSweepDue: clock.now() - session.sweptAt >= intervals.sweepMs,
  };
}

const SOON_MS = 1_000;

function lookAgainMs(state: AccountState, { inTradeMs, idleMs }: ExecutionIntervals): number {
  if (awaitsFills(state)) return Math.min(SOON_MS, inTradeMs);
  const isQuiet = state.trade === null && state.reconciled && state.suspicion === null;
  return isQuiet ? idleMs : inTradeMs;
}
