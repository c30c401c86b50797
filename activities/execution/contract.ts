/** The executor's activities as its workflow sees them. */
import type { TradingState } from '../../domain/risk/trading-state.ts';
import type { AccountOpening, AdviceReference } from '../ports.ts';

export type { AdviceReference } from '../ports.ts';

/** An account as it is asked for: what the venue says of its market is added when it is opened. */
export interface AccountWanted extends Omit<AccountOpening, 'startQuote' | 'settings' | 'venue'> {
  /** Decimal. */
  readonly startQuote: string;
  /** Risk limits that differ from the defaults; null: no limit. */
  readonly limits: Readonly<Record<string, number | null>>;
}

/** What was decided and committed, and is now to be asked of the venue. */
export interface VenueRequest {
  readonly kind: 'place' | 'cancel';
  readonly clientOrderId: string;
}

/** How an account stands, for people; decimals as text. */
export interface Standing {
  readonly accountId: string;
  readonly trading: TradingState;
  readonly positionBase: string;
  readonly cashQuote: string;
  readonly equityQuote: string;
  readonly trade: { readonly planId: string; readonly side: string; readonly phase: string } | null;
  readonly unknownOrders: number;
  readonly alarms: readonly string[];
  readonly halts: readonly string[];
  readonly isReconciled: boolean;
}

export interface Looked {
  readonly requests: readonly VenueRequest[];
  readonly standing: Standing;
  readonly lookAgainMs: number;
  /** Whether it is time to search for advice that nobody told us of. */
  readonly isSweepDue: boolean;
}

export interface AccountActivities {
  openAccount(wanted: AccountWanted): Promise<Looked>;
  /** Time passes: the price, unknown orders, exits, and the books when it is time to compare them. */
  look(accountId: string): Promise<Looked>;
  /** Compares the books now. */
  reconcile(accountId: string): Promise<Looked>;
  /** Sends one request, once. */
  carryOut(accountId: string, request: VenueRequest): Promise<Looked>;
  /** Advice that is still valid and that the account has not heard of. */
  findAdvice(accountId: string): Promise<readonly AdviceReference[]>;
  takeAdvice(accountId: string, reference: AdviceReference): Promise<Looked>;
  /** Takes back the executor's own halts, where the books agree. */
  liftHalts(accountId: string): Promise<Looked>;
}
