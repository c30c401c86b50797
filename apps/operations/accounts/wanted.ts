/** The paper accounts of an installation: the cards, each shadow card, and the built-in strategy, on every symbol. */
import type { AccountWanted } from '../../../activities/execution/contract.ts';
import type { AccountStrategy } from '../../../activities/ports.ts';
import { parseSymbol } from '../../../domain/market/symbols.ts';
import type { Config } from '../../config/config.ts';

type Limits = AccountWanted['limits'];

const NAMES: Readonly<Record<AccountStrategy, string>> = {
  cards: 'main',
  'shadow-long': 'shadow-long',
  'shadow-short': 'shadow-short',
  'vol-target': 'vol-target',
};

/** What measures must go on measuring; what holds a share of the equity risks more than a card and moves at once. */
const LIMITS: Readonly<Record<AccountStrategy, Limits>> = {
  cards: {},
  'shadow-long': { 'loss-streak': null, 'max-drawdown': null, 'daily-loss': null },
  'shadow-short': { 'loss-streak': null, 'max-drawdown': null, 'daily-loss': null },
  'vol-target': {
    ...{ 'loss-streak': null, 'max-drawdown': null, 'daily-loss': null, 'risk-per-trade': null },
    ...{ 'turnover-per-5-minutes': null, 'turnover-per-day': null, cooldown: 0 },
  },
};

/** @example accountsWanted(config, 'live').map(({ accountId }) => accountId) // ['main', 'shadow-long', 'shadow-short', 'vol-target'] */
export function accountsWanted(
  { symbols, cards }: Pick<Config, 'symbols' | 'cards'>,
  source: 'live' | 'simulated',
): AccountWanted[] {
  const strategies = (Object.keys(NAMES) as AccountStrategy[]).filter(
    (strategy) => cards.market === 'perp' || strategy !== 'shadow-short',
  );
  return symbols.flatMap((symbol, i) =>
    strategies.map((strategy): AccountWanted => {
      const parts = [NAMES[strategy], i > 0 && symbol.replace('/', '-'), source === 'simulated' && source];
      return {
        accountId: parts.filter(Boolean).join('-'),
        ...{ strategy, symbol, source, mode: 'paper' },
        startQuote: String(cards.equityQuote),
        limits: { ...LIMITS[strategy], ...capOf(symbol) },
      };
    }),
  );
}

/** The one account of real money: cards alone, on live releases, under the strictest limits. */
export function liveAccountWanted({ symbols, live }: Pick<Config, 'symbols' | 'live'>): AccountWanted {
  const [symbol] = symbols;
  const account = { accountId: live.accountId, strategy: 'cards', symbol, source: 'live', mode: 'live' } as const;
  // what it begins with, the venue says
  return { ...account, startQuote: '0', limits: capOf(symbol) };
}

/** The default cap on a position is meant for BTC; elsewhere equity and leverage limit it. */
function capOf(symbol: string): Limits {
  return parseSymbol(symbol).base === 'BTC' ? {} : { 'position-cap': null };
}
