/** Symbols are `BASE/QUOTE`; venues and files write them in their own ways. */
import { AlmanacError } from '../errors.ts';

/** Quotes by which names such as `BTCUSDT` are taken apart. Coins are quotes only behind a whole coin: `ETHBTC`. */
const MONEY = ['FDUSD', 'USDT', 'USDC', 'TUSD', 'BUSD', 'USD', 'EUR', 'GBP', 'TRY'];
const COINS = ['BTC', 'ETH', 'BNB'];

export interface SymbolParts {
  readonly base: string;
  readonly quote: string;
}

/**
 * `BTC/USDT` → base and quote. Throws `input.unknown-symbol` for any other way of writing it.
 *
 * @example parseSymbol('BTC/USDT') // { base: 'BTC', quote: 'USDT' }
 */
export function parseSymbol(symbol: string): SymbolParts {
  const match = /^([A-Z0-9]{1,20})\/([A-Z0-9]{1,20})$/.exec(symbol);
  if (match === null) {
    throw new AlmanacError(
      'input.unknown-symbol',
      `"${symbol.slice(0, 60)}" is not a symbol; write BASE/QUOTE in capitals, e.g. BTC/USDT.`,
      { symbol: symbol.slice(0, 60) },
    );
  }
  return { base: match[1], quote: match[2] };
}

/** A symbol as a person types it, in capitals: `btc/usdt` → `BTC/USDT`. Throws `input.unknown-symbol`. */
export function typedSymbol(text: string): string {
  const symbol = text.toUpperCase();
  if (/^[A-Z0-9]{1,15}\/[A-Z0-9]{1,15}$/.test(symbol)) return symbol;
  throw new AlmanacError(
    'input.unknown-symbol',
    `"${text}" is not a symbol; write base and quote with a slash, e.g. BTC/USDT.`,
    { symbol: text },
  );
}

/** `BTC/USDT`, `btc-usdt`, `BTC_USDT` → `BTCUSDT`: how file names and symbol columns are compared. */
export function compactSymbol(symbol: string): string {
  return symbol.replaceAll(/[^A-Za-z0-9]/g, '').toUpperCase();
}

/**
 * The symbols that a file's name speaks of, compact: `bitfinex-BTCUSD-1m-2019H1.csv.gz` → `BTCUSD`,
 * `BTC_USDT-1h.csv` → `BTCUSDT`. Empty for a name that speaks of none.
 */
export function symbolsInFileName(name: string): string[] {
  const words = name.split(/[^A-Za-z0-9]+/);
  const found: string[] = [];
  words.forEach((word, at) => {
    if (isRunTogether(word)) found.push(word.toUpperCase());
    const before = words[at - 1] ?? '';
    const isPair = MONEY.includes(word) && /^[A-Z0-9]{2,10}$/.test(before);
    if (isPair && !isRunTogether(before)) found.push(before + word);
  });
  return found;
}

/** Upper case, or lower case throughout with a dollar quote: words like `recovery` or `entrepreneur` are not symbols. */
function isRunTogether(word: string): boolean {
  if (/^[a-z0-9]{2,10}(usdt|usdc|usd)$/.test(word)) return true;
  if (!/^[A-Z0-9]+$/.test(word)) return false;
  const endsWith = (quote: string, leastBase: number) =>
    word.endsWith(quote) && word.length - quote.length >= leastBase;
  return MONEY.some((quote) => endsWith(quote, 2)) || COINS.some((quote) => endsWith(quote, 3));
}
