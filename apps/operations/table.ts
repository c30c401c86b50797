/** Everything a command may ask of the owner of a data folder, by name; the same here and over the socket. */
import type { OutcomeBody } from '../../domain/ledger/outcome-entry.ts';
import type { Settlement } from './settlement.ts';
import type { Standing } from '../../activities/execution/contract.ts';
import type { TradingStateRow } from '../../activities/ports.ts';
import type { ReportTrade } from '../../domain/performance/report/account-record.ts';
import type { Armed, ArmingAsked } from './accounts/arm.ts';
import type { AccountFills } from './accounts/fills.ts';
import type { ResumeAsked, Scope } from './accounts/halt.ts';
import type { AccountListing, PositionRow } from './accounts/read.ts';
import type { AccountReport, ReportAsked } from './accounts/report.ts';
import type { ExecutorUpdate } from './accounts/through-executor.ts';
import type { PrintedRelease } from '../../domain/ledger/document.ts';
import type { OutcomeCause, StoredRelease } from '../../activities/ports.ts';
import type { SourceKind } from '../../domain/market/sources.ts';
import type { Vitals } from '../../domain/watch/vitals.ts';
import type { ReplayReport } from '../../activities/replay.ts';
import type { Retrained } from '../../activities/retrain.ts';
import type { RegistryEntry } from '../../domain/report/model-entry.ts';
import type { BacktestArguments, RecordedBacktest } from './backtest-candidate.ts';
import type { ModelsFilter, ModelsListing } from './models.ts';
import type { Publication } from '../../domain/publication/publication.ts';
import type { InclusionProof } from '../../domain/record/proof.ts';
import type { Manifest } from './backup/manifest.ts';
import type { Exported } from './record/export.ts';
import type { RecordReportAsked, WrittenReport } from './record/report.ts';
import type { PublicationFilter, SettleArguments } from './publications.ts';
import type { MarketArguments, ReleaseArguments } from './words.ts';

export interface ReleaseListFilter {
  readonly symbol?: string;
  readonly source?: SourceKind;
  readonly limit: number;
}

/** A release as `releases list` shows it. */
export type ReleaseRow = Pick<StoredRelease, 'status' | 'committedAt'> & {
  readonly releaseId: string;
  readonly symbol: string;
  readonly slot: string;
  readonly source: SourceKind;
  readonly cutoff: string;
  readonly action: string | null;
  readonly sequence: number | null;
};

/** Where a release can be looked at. */
export interface ReleasePlaces {
  readonly workflow: string | null;
  readonly chart: string | null;
  readonly report: string | null;
  readonly post: string | null;
}

export interface SpanOfAccount extends ReportAsked {
  readonly accountId: string;
}

export interface Operations {
  release(input: ReleaseArguments): Promise<PrintedRelease>;
  /** Waits for what becomes of a release from files. */
  followOutcome(input: { readonly releaseId: string }): Promise<void>;
  list(input: ReleaseListFilter): Promise<ReleaseRow[]>;
  show(input: { readonly releaseId: string }): Promise<PrintedRelease>;
  places(input: { readonly releaseId: string }): Promise<ReleasePlaces>;
  outcomes(input: { readonly releaseId: string }): Promise<OutcomeBody[]>;
  causes(input: { readonly releaseId: string }): Promise<OutcomeCause[]>;
  settlement(input: Record<string, never>): Promise<Settlement>;
  replay(input: { readonly releaseId: string; readonly deep: boolean }): Promise<ReplayReport>;
  retrain(input: MarketArguments): Promise<Retrained[]>;
  models(input: ModelsFilter): Promise<ModelsListing>;
  recordBacktest(input: BacktestArguments): Promise<RecordedBacktest>;
  model(input: ModelsFilter & { readonly name: string }): Promise<RegistryEntry[]>;
  publications(input: PublicationFilter): Promise<Publication[]>;
  settle(input: SettleArguments): Promise<Publication>;
  /** `out`: an absolute path on this machine. */
  exportRecord(input: { readonly source: SourceKind; readonly out: string }): Promise<Exported>;
  /** `out`: an absolute path of a folder on this machine. */
  reportRecord(input: RecordReportAsked & { readonly out: string }): Promise<WrittenReport>;
  proveRelease(input: { readonly releaseId: string }): Promise<InclusionProof>;
  vitals(input: { readonly source: 'live' | 'simulated' }): Promise<Vitals>;
  /** `out`: an absolute path on this machine, empty or not there. */
  backUp(input: { readonly out: string }): Promise<Manifest>;
  recordKey(input: Readonly<Record<string, never>>): Promise<{ publicKey: string; fingerprint: string }>;
  accounts(input: Record<string, never>): Promise<AccountListing>;
  positions(input: Record<string, never>): Promise<PositionRow[]>;
  accountTrades(input: SpanOfAccount): Promise<ReportTrade[]>;
  accountFills(input: SpanOfAccount): Promise<AccountFills>;
  accountReport(input: SpanOfAccount): Promise<AccountReport>;
  /** `until` null: entries stop at once. */
  arm(input: ArmingAsked): Promise<Armed>;
  halt(input: Scope & { readonly why: string }): Promise<TradingStateRow[]>;
  askToResume(input: Scope): Promise<ResumeAsked>;
  resume(input: Scope & { readonly code: string }): Promise<TradingStateRow[]>;
  /** Through the running executor, of one account or of all. */
  askExecutor(input: { readonly accountId: string | null; readonly update: ExecutorUpdate }): Promise<Standing[]>;
}

export type OperationName = keyof Operations;

/** One operation by the name and with the input that came over the socket. */
export function perform(operations: Operations, operation: OperationName, input: unknown): Promise<unknown> {
  return (operations[operation] as (input: unknown) => Promise<unknown>)(input);
}
