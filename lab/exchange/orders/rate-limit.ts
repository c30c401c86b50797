/** Weights per minute as Binance counts them: too much is a 429 with Retry-After, going on is a ban that grows. */
import type { EpochMs } from '../../../domain/market/candles.ts';
import { Refusal } from '../refusal.ts';

const MINUTE_MS = 60_000;
const FIRST_BAN_MS = 120_000;

export class RateLimited extends Refusal {
  readonly retryAfterS: number;

  constructor(status: 418 | 429, untilMs: EpochMs, now: EpochMs) {
    const words = status === 418 ? `IP banned until ${untilMs}.` : 'Too much request weight used.';
    super(-1003, `Way too much request weight used; ${words}`, status);
    this.retryAfterS = Math.ceil((untilMs - now) / 1_000);
  }
}

export class RateLimit {
  readonly #perMinute: number;
  #minute = 0;
  #used = 0;
  #warnedUntil = 0;
  #bannedUntil = 0;
  #bans = 0;

  constructor(perMinute: number) {
    this.#perMinute = perMinute;
  }

  /** The weight used in this minute. Throws 429 once it is too much, and 418 when that is not heeded. */
  count(weight: number, now: EpochMs): number {
    if (now < this.#bannedUntil) throw new RateLimited(418, this.#bannedUntil, now);
    if (now < this.#warnedUntil) return this.#ban(now);
    const minute = Math.floor(now / MINUTE_MS);
    if (minute !== this.#minute) this.#used = 0;
    this.#minute = minute;
    this.#used += weight;
    if (this.#used > this.#perMinute) this.warn(now);
    return this.#used;
  }

  /** Asks to be left alone until the minute is over. */
  warn(now: EpochMs): never {
    this.#warnedUntil = (Math.floor(now / MINUTE_MS) + 1) * MINUTE_MS;
    throw new RateLimited(429, this.#warnedUntil, now);
  }

  #ban(now: EpochMs): never {
    this.#bannedUntil = now + FIRST_BAN_MS * 2 ** this.#bans++;
    throw new RateLimited(418, this.#bannedUntil, now);
  }
}
