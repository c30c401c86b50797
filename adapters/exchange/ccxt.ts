import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import type { Exchange } from 'ccxt';
import type { VenueMarket } from './venues.ts';

/**
 * A ccxt exchange for one market, loaded alone: importing all of ccxt takes half a second and 70 MB more than one
 * venue, and its package exports only the whole, so the venue's module is addressed by file. Requests are spaced as the
 * venue asks, except at another origin.
 */
export async function openCcxt({ id, options }: VenueMarket, origin: string | undefined): Promise<Exchange> {
  const whole = pathToFileURL(createRequire(import.meta.url).resolve('ccxt'));
  const module: { default: new (config: object) => Exchange } = await import(new URL(`../js/src/${id}.js`, whole).href);
  const exchange = new module.default({ enableRateLimit: origin === undefined, options });
  exchange.has.fetchCurrencies = false;
  refuseBrokenAnswers(exchange);
  if (origin !== undefined) exchange.urls.api = withOrigin(exchange.urls.api, origin) as Exchange['urls']['api'];
  return exchange;
}

/** ccxt takes an answer of status 200 that is no JSON for an empty one, and a page of candles is lost without a word. */
function refuseBrokenAnswers(exchange: Exchange): void {
  const handleErrors = exchange.handleErrors.bind(exchange);
  exchange.handleErrors = (...answer) => {
    const [status, , url, , , body, parsed] = answer;
    const handled = handleErrors(...answer);
    if (status >= 200 && status < 300 && parsed === undefined) {
      throw new SyntaxError(`the answer of ${url} is no JSON: "${String(body).slice(0, 40)}"`);
    }
    return handled;
  };
}

/** Every address in a tree of addresses moved to another server, path kept. */
function withOrigin(addresses: unknown, origin: string): unknown {
  if (typeof addresses === 'string') return addresses.replace(/^https?:\/\/[^/]+/, origin);
  if (typeof addresses !== 'object' || addresses === null) return addresses;
  return Object.fromEntries(Object.entries(addresses).map(([key, value]) => [key, withOrigin(value, origin)]));
}
