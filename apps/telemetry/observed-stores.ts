/** Everything that becomes of a release or an account passes through the stores: whoever writes through these is heard. */
import type { Stores } from '../../activities/ports.ts';
import type { ReleaseDocument } from '../../domain/ledger/document.ts';
import type { BusinessEvent } from './business-events.ts';
import { type TradingEvent, tradingEventOf } from './trading-events.ts';

type Tell = (event: BusinessEvent | TradingEvent) => void;

/** Releases begun are told once, though they are begun again by every attempt. */
const REMEMBERED = 1_000;

export function observedStores(stores: Stores, tell: Tell): Stores {
  return {
    ...stores,
    releases: observedReleases(stores.releases, tell),
    steps: observedSteps(stores.steps, tell),
    ledger: observedLedger(stores.ledger, tell),
    outcomes: observedOutcomes(stores.outcomes, tell),
    publications: observedPublications(stores.publications, tell),
    accounts: observedAccounts(stores.accounts, tell),
    tradingStates: observedTradingStates(stores.tradingStates, tell),
  };
}

function observedReleases(releases: Stores['releases'], tell: Tell): Stores['releases'] {
  const begun = new Set<string>();
  return {
    ...releases,
    async begin(request) {
      await releases.begin(request);
      const { releaseId, symbol, slot, stream, source } = request;
      if (begun.has(releaseId)) return;
      if (begun.size >= REMEMBERED) begun.clear();
      begun.add(releaseId);
      tell({ kind: 'release-begun', releaseId, symbol, slot, stream, source });
    },
  };
}

function observedSteps(steps: Stores['steps'], tell: Tell): Stores['steps'] {
  return {
    ...steps,
    async record(record) {
      await steps.record(record);
      tell({ kind: 'step-done', releaseId: record.releaseId, step: record.step, durationMs: record.durationMs });
    },
  };
}

function observedLedger(ledger: Stores['ledger'], tell: Tell): Stores['ledger'] {
  return {
    ...ledger,
    async append(entry, committedAt, release) {
      const stored = await ledger.append(entry, committedAt, release);
      // An entry that was there before keeps its own time.
      if (release && stored.committedAt === committedAt)
        tellCommitted(release.document, stored.sequence, committedAt, tell);
      return stored;
    },
  };
}

function tellCommitted(document: ReleaseDocument, sequence: number, committedAt: number, tell: Tell): void {
  const { releaseId, symbol, stream, source, status, card, error, cutoff, sources } = document;
  tell({
    kind: 'release-committed',
    ...{ releaseId, symbol, stream, source, status, sequence },
    ...{ action: card.action, code: error?.code ?? null, sinceCutoffMs: committedAt - Date.parse(cutoff) },
  });
  for (const { name, status: found, reason } of sources) {
    tell({ kind: 'source-read', releaseId, source: name.split(':')[0], status: found, reason });
  }
}

function observedOutcomes(outcomes: Stores['outcomes'], tell: Tell): Stores['outcomes'] {
  return {
    ...outcomes,
    async record(source, outcome, resolvedAt) {
      const entry = await outcomes.record(source, outcome, resolvedAt);
      const { releaseId, symbol, horizonHours, status, late, scores } = outcome;
      const covered80 = scores?.covered['80'] ?? null;
      if (entry.committedAt === resolvedAt)
        tell({ kind: 'outcome-recorded', releaseId, symbol, source, horizonHours, status, late, covered80 });
      return entry;
    },
  };
}

function observedPublications(publications: Stores['publications'], tell: Tell): Stores['publications'] {
  return {
    ...publications,
    async replace(before, after) {
      const replaced = await publications.replace(before, after);
      const { releaseId, publisher, state, attempts, problem } = after;
      if (replaced && state !== before.state)
        tell({ kind: 'publication-changed', releaseId, publisher, state, attempts, code: problem?.code ?? null });
      return replaced;
    },
  };
}

function observedAccounts(accounts: Stores['accounts'], tell: Tell): Stores['accounts'] {
  return {
    ...accounts,
    async commit(accountId, commit) {
      const committed = await accounts.commit(accountId, commit);
      if (!committed) return false;
      for (const event of commit.events) {
        const told = tradingEventOf(accountId, event);
        if (told !== null) tell(told);
      }
      return true;
    },
  };
}

function observedTradingStates(tradingStates: Stores['tradingStates'], tell: Tell): Stores['tradingStates'] {
  return {
    ...tradingStates,
    async tighten(row) {
      const changed = await tradingStates.tighten(row);
      const { scope, state, by, why } = row;
      if (changed) tell({ kind: 'trading-changed', scope, to: state, by, why });
      return changed;
    },
    async loosen(scope, code, change) {
      const changed = await tradingStates.loosen(scope, code, change);
      if (changed) tell({ kind: 'trading-changed', scope, to: 'looser', by: change.by, why: 'resumed' });
      return changed;
    },
  };
}
