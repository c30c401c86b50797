/** What accounts earned since midnight UTC: closed trades net of fees, and equity from mark to now. */
import { Decimal } from 'decimal.js';
import { DAY_MS } from '../../../domain/market/candles.ts';
import { accountNamed, listAccounts } from '../../operations/accounts/read.ts';
import { accountTrades } from '../../operations/accounts/report.ts';
import type { Surroundings } from '../surroundings.ts';

export interface AccountToday {
  readonly accountId: string;
  readonly symbol: string;
  readonly source: string;
  readonly trades: number;
  readonly realisedQuote: string;
  readonly feesQuote: string;
  /** At the first hourly mark of the day; null before there is one. */
  readonly openingEquityQuote: string | null;
  readonly equityQuote: string;
}

export async function accountsToday({ stores, clock }: Surroundings): Promise<AccountToday[]> {
  const now = clock.now();
  const span = { from: now - (now % DAY_MS), to: now + 1 };
  const { accounts } = await listAccounts(stores, null, now);
  return await Promise.all(
    accounts.map(async ({ accountId, symbol, source, equityQuote }) => {
      const trades = await accountTrades(stores, await accountNamed(stores, accountId), span);
      const [opening] = await stores.accounts.equity(accountId, span);
      const sum = (values: readonly string[]) =>
        values.reduce((total, value) => total.plus(value), new Decimal(0)).toFixed();
      return {
        ...{ accountId, symbol, source, equityQuote, trades: trades.length },
        realisedQuote: sum(trades.map(({ pnlQuote }) => pnlQuote)),
        feesQuote: sum(trades.map(({ feesQuote }) => feesQuote)),
        openingEquityQuote: opening ? opening.equityQuote.toFixed() : null,
      };
    }),
  );
}
