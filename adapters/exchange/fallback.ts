/** Asking venue after venue until one can answer. */
import { AlmanacError } from '../../domain/errors.ts';

export interface PassedOver {
  readonly venue: string;
  readonly reason: string;
}

/** Why each venue could not answer. Aborts and bugs are not reasons: they pass through. */
export class Failures {
  readonly passedOver: PassedOver[] = [];
  #unknownSymbol = 0;
  #unreachable = 0;

  /** Notes what a venue failed with; throws it again where it is no answer about the venue. */
  note(venue: string, cause: unknown, signal: AbortSignal): void {
    signal.throwIfAborted();
    if (!(cause instanceof AlmanacError)) throw cause;
    if (cause.code === 'input.unknown-symbol') this.#unknownSymbol++;
    if (cause.code === 'source.unreachable') this.#unreachable++;
    this.passedOver.push({ venue, reason: withoutVenue(cause.message, venue) });
  }

  /** What it means that no venue answered. */
  error(what: string, symbol: string): AlmanacError {
    const reasons = byReason(this.passedOver);
    const venues = this.passedOver.map(({ venue }) => venue).join(',');
    if (this.#unknownSymbol > 0 && this.#unknownSymbol + this.#unreachable === this.passedOver.length) {
      return new AlmanacError(
        'input.unknown-symbol',
        `No exchange that answered knows ${what} of ${symbol} (${reasons}). Check the symbol, e.g. BTC/USDT.`,
        { symbol, venues },
      );
    }
    return new AlmanacError(
      'source.unreachable',
      `No exchange answers for ${what}: ${reasons}. Check the network, or use --source=recorded or --source=simulated.`,
      { symbol, venues },
    );
  }
}

/** Venues that failed alike are told together: `binance, bybit: getaddrinfo ENOTFOUND; kraken: 503 …`. */
function byReason(passedOver: Failures['passedOver']): string {
  const groups = new Map<string, string[]>();
  for (const { venue, reason } of passedOver) {
    const brief = reason
      .replace(/^GET \S+ (fetch failed: )?/, '')
      .replace(/(ENOTFOUND|ECONNREFUSED|EAI_AGAIN) \S+/, '$1');
    groups.set(brief, [...(groups.get(brief) ?? []), venue]);
  }
  return [...groups].map(([reason, venues]) => `${venues.join(', ')}: ${reason}`).join('; ');
}

function withoutVenue(message: string, venue: string): string {
  return message.startsWith(`${venue}: `) ? message.slice(venue.length + 2) : message;
}
