/** How often a venue may be asked: one budget for all requests, of which exits keep a share for themselves (INCIDENTS O20). */
import type { Clock, VenueBans } from '../../../activities/ports.ts';
import { AlmanacError } from '../../../domain/errors.ts';
import { MINUTE_MS } from '../../../domain/market/candles.ts';
import { momentText } from '../../../domain/market/moments.ts';

/** `exit`: stops, exits and cancels. */
export type Purpose = 'entry' | 'read' | 'exit';

export interface BudgetParts {
  readonly venue: string;
  readonly weightPerMinute: number;
  /** Share of it that only exits may use. */
  readonly reserve: number;
  readonly bans: VenueBans;
  readonly clock: Clock;
}

/** Where a venue that wants to be left alone does not say how long. */
const UNSAID_MS = MINUTE_MS;

export class RateBudget {
  readonly #parts: BudgetParts;
  #minute = 0;
  #used = 0;

  constructor(parts: BudgetParts) {
    this.#parts = parts;
  }

  /** Null: go ahead, it is counted. Otherwise why not. */
  async take(weight: number, purpose: Purpose): Promise<string | null> {
    const banned = await this.banned();
    if (banned !== null) return banned;
    const { weightPerMinute, reserve } = this.#parts;
    const most = purpose === 'exit' ? weightPerMinute : weightPerMinute * (1 - reserve);
    this.#turn();
    if (this.#used + weight > most) return `the requests of this minute are used up (${this.#used} of ${most})`;
    this.#used += weight;
    return null;
  }

  /** What cannot be read may be a ban. */
  async banned(): Promise<string | null> {
    const { bans, venue, clock } = this.#parts;
    try {
      const until = await bans.until(venue);
      return until !== null && clock.now() < until ? `${venue} wants no request before ${momentText(until)}` : null;
    } catch (failure) {
      if (failure instanceof AlmanacError) return `it cannot be read whether ${venue} wants requests`;
      throw failure;
    }
  }

  /** Others use the same address: the venue's own count is the one that counts. */
  heard(used: number): void {
    this.#turn();
    if (Number.isFinite(used)) this.#used = Math.max(this.#used, used);
  }

  async refused(retryAfterMs: number | null): Promise<void> {
    const { bans, venue, clock } = this.#parts;
    await bans.ban(venue, clock.now() + (retryAfterMs ?? UNSAID_MS));
  }

  #turn(): void {
    const minute = Math.floor(this.#parts.clock.now() / MINUTE_MS);
    if (minute !== this.#minute) this.#used = 0;
    this.#minute = minute;
  }
}
