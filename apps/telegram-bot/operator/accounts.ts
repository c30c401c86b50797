/** Commands that read accounts, from what their executor has written down. */
import { HOUR_MS, DAY_MS } from '../../../domain/market/candles.ts';
import type { EquityMark, StoredAccount } from '../../../activities/ports.ts';
import { plain, type RichLine } from '../../../domain/report/post/rich.ts';
import type { RiskLimits } from '../../../domain/risk/judge.ts';
import { type BotDesk, stampOf } from '../desk.ts';
import { row, titled } from '../reply.ts';
import type { OperatorCommand } from './command.ts';

const NONE = 'There is no account yet.';
const LOOKS_BACK_MS = 30 * DAY_MS;

export const pnl = ofMarks('pnl', 'profit and loss since each account was opened', ({ startQuote }, last) => {
  return `${last.equityQuote.minus(startQuote).toFixed(2)} (from ${startQuote.toFixed(2)} to ${last.equityQuote.toFixed(2)})`;
});

export const positions = ofMarks('positions', 'what each account holds', ({ symbol }, last) => {
  return last.positionBase.isZero()
    ? 'flat'
    : `${last.positionBase.toFixed()} ${symbol.split('/')[0]} at ${last.mark.toFixed()}`;
});

export const balance = ofMarks('balance', 'cash and equity of each account', ({ symbol }, last) => {
  return `cash ${last.cashQuote.toFixed(2)}, equity ${last.equityQuote.toFixed(2)} ${symbol.split('/')[1]}`;
});

export const limits: OperatorCommand = {
  name: 'limits',
  about: 'what may be traded, and the limits of each account',
  role: 'read',
  async run({ stores }) {
    const held = (await stores.tradingStates.rows()).filter(({ state }) => state !== 'normal');
    const accounts = await stores.accounts.list();
    return titled(
      'Limits',
      [
        ...held.map(({ scope, state, why, by }) => row(scope, `${state}: ${why} (${by})`)),
        ...accounts.flatMap(({ accountId, settings }) => [row(accountId, ''), ...limitLines(settings.limits)]),
      ],
      NONE,
    );
  },
};

/** A line per limit that there is. */
function limitLines(limits: RiskLimits): RichLine[] {
  const some = Object.entries(limits).filter(([, limit]) => Number.isFinite(limit) && limit > 0);
  return some.map(([rule, limit]) => [plain(`  ${rule} ${limit}`)]);
}

/** Of the newest mark of each account, which is at most an hour old while its executor runs. */
function ofMarks(
  name: string,
  about: string,
  told: (account: StoredAccount, last: EquityMark) => string,
): OperatorCommand {
  return {
    name,
    about,
    role: 'read',
    async run(desk) {
      const accounts = await desk.stores.accounts.list();
      const lines = await Promise.all(
        accounts.map(async (account) => {
          const last = await lastMark(desk, account);
          const found = last ? `${told(account, last)}, ${stampOf(last.markedAt)}` : 'nothing marked yet';
          return row(`${account.accountId} (${account.mode})`, found);
        }),
      );
      return titled(`${name[0].toUpperCase()}${name.slice(1)}`, lines, NONE);
    },
  };
}

async function lastMark({ stores, clock }: BotDesk, { accountId }: StoredAccount): Promise<EquityMark | undefined> {
  const now = clock.now();
  return (await stores.accounts.equity(accountId, { from: now - LOOKS_BACK_MS, to: now + HOUR_MS })).at(-1);
}
