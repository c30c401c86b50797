/** What activities need from the outside, as interfaces; adapters implement them, apps wire them. */
import type { AccountStore, TradingStateStore } from './ports/accounts.ts';
import type { Clock } from './ports/clock.ts';
import type { CandleStore, EmbeddingStore } from './ports/history.ts';
import type { BotStore } from './ports/bots.ts';
import type { ControlStore } from './ports/control.ts';
import type { Executor } from './ports/executor.ts';
import type { LedgerStore } from './ports/ledger.ts';
import type { MarketSources } from './ports/market.ts';
import type { ObjectStore } from './ports/objects.ts';
import type { Publisher, PublicationStore } from './ports/publishing.ts';
import type { ReaderStore } from './ports/readers.ts';
import type { CandidateStore } from './ports/candidates.ts';
import type { ChangeStore } from './ports/changes.ts';
import type { OutcomeStore } from './ports/outcomes.ts';
import type { RegistryStore } from './ports/registry.ts';
import type { PaperVenueStore } from './ports/paper-venue.ts';
import type { ReleaseStore } from './ports/releases.ts';
import type { ChartRenderer, Compute, PdfRenderer } from './ports/rendering.ts';
import type { StepStore } from './ports/steps.ts';
import type { TableCodec } from './ports/tables.ts';
import type { LiveGuardStore } from './ports/live-guards.ts';
import type { VenueBans } from './ports/venue.ts';
import type { VitalsStore } from './ports/vitals.ts';

export type * from './ports/objects.ts';
export type * from './ports/tables.ts';
export type * from './ports/database.ts';
export type * from './ports/releases.ts';
export * from './ports/steps.ts';
export type * from './ports/registry.ts';
export type * from './ports/ledger.ts';
export type * from './ports/readers.ts';
export type * from './ports/candidates.ts';
export type * from './ports/changes.ts';
export type * from './ports/outcomes.ts';
export type * from './ports/history.ts';
export type * from './ports/market.ts';
export type * from './ports/bots.ts';
export type * from './ports/control.ts';
export type * from './ports/executor.ts';
export type * from './ports/publishing.ts';
export type * from './ports/rendering.ts';
export type * from './ports/paper-venue.ts';
export type * from './ports/live-guards.ts';
export type * from './ports/venue.ts';
export type * from './ports/vitals.ts';
export type * from './ports/clock.ts';
export type * from './ports/accounts.ts';
export type * from './ports/execution.ts';

export interface Stores {
  readonly releases: ReleaseStore;
  readonly steps: StepStore;
  readonly registry: RegistryStore;
  readonly ledger: LedgerStore;
  readonly outcomes: OutcomeStore;
  readonly changes: ChangeStore;
  readonly candidates: CandidateStore;
  readonly publications: PublicationStore;
  readonly bots: BotStore;
  readonly control: ControlStore;
  readonly readers: ReaderStore;
  readonly candles: CandleStore;
  readonly embeddings: EmbeddingStore;
  readonly accounts: AccountStore;
  readonly tradingStates: TradingStateStore;
  readonly paperVenue: PaperVenueStore;
  readonly venueBans: VenueBans;
  readonly liveGuards: LiveGuardStore;
  readonly vitals: VitalsStore;
}

export interface Ports {
  readonly clock: Clock;
  readonly objects: ObjectStore;
  readonly tables: TableCodec;
  readonly stores: Stores;
  readonly sources: MarketSources;
  readonly compute: Compute;
  readonly charts: ChartRenderer;
  readonly pdf: PdfRenderer;
  readonly publishers: readonly Publisher[];
  /** Null where there is no engine to reach it through. */
  readonly executor: Executor | null;
}
