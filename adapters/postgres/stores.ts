import type { Database, Stores } from '../../activities/ports.ts';
import { createAccountStore } from './accounts.ts';
import { createCandleStore } from './candles.ts';
import { createControlStore } from './control.ts';
import { createEmbeddingStore } from './embeddings.ts';
import { createLiveGuardStore } from './live-guards.ts';
import { createLedgerStore } from './ledger.ts';
import { createPaperVenueStore } from './paper-venue.ts';
import { createCandidateStore } from './candidates.ts';
import { createChangeStore } from './changes.ts';
import { createOutcomeStore } from './outcomes.ts';
import { createBotStore } from './bots.ts';
import { createPublicationStore } from './publications.ts';
import { createReaderStore } from './readers.ts';
import { createRegistryStore } from './registry.ts';
import { createReleaseStore } from './releases.ts';
import { createStepStore } from './steps.ts';
import { createVenueBans } from './venue-bans.ts';
import { createTradingStateStore } from './trading-states.ts';
import { createVitalsStore } from './vitals.ts';

/** Every store over one migrated database. */
export function createStores(database: Database): Stores {
  return {
    releases: createReleaseStore(database),
    steps: createStepStore(database),
    registry: createRegistryStore(database),
    ledger: createLedgerStore(database),
    outcomes: createOutcomeStore(database),
    changes: createChangeStore(database),
    candidates: createCandidateStore(database),
    publications: createPublicationStore(database),
    bots: createBotStore(database),
    control: createControlStore(database),
    readers: createReaderStore(database),
    candles: createCandleStore(database),
    embeddings: createEmbeddingStore(database),
    accounts: createAccountStore(database),
    tradingStates: createTradingStateStore(database),
    paperVenue: createPaperVenueStore(database),
    venueBans: createVenueBans(database),
    liveGuards: createLiveGuardStore(database),
    vitals: createVitalsStore(database),
  };
}
