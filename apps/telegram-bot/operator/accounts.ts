/** Commands that read accounts, as the executor has committed them; they work while it does not run. */
import { Decimal } from 'decimal.js';
import { type AccountRow, listAccounts, listPositions } from '../../operations/accounts/read.ts';
import { plain, type RichLine } from '../../../domain/report/post/rich.ts';
import type { RiskLimits } from '../../../domain/risk/judge.ts';
import { stampOf } from '../desk.ts';
import { row, titled } from '../reply.ts';
import type { OperatorCommand } from './command.ts';

const NONE = 'There is no account yet.';

export const pnl = perAccount(
  'pnl',
  'profit and loss of each account since it was opened',
  ({ startQuote, equityQuote }) => {
    const gained = new Decimal(equityQuote).minus(startQuote);
    return `${gained.isNegative() ? '−' : '+'}${gained.abs().toFixed(2)} (${quote(startQuote)} → ${quote(equityQuote)})`;
  },
);

export const balance = perAccount(
  'balance',
  'cash and equity of each account',
  ({ cashQuote, equityQuote, symbol }) => {
    return `cash ${quote(cashQuote)}, equity ${quote(equityQuote)} ${symbol.split('/')[1]}`;
  },
);

export const positions: OperatorCommand = {
  name: 'positions',
  about: 'what each account holds, with its stop',
  role: 'read',
  async run({ stores }) {
    const lines = (await listPositions(stores)).map(
      ({ accountId, side, quantity, symbol, entryPrice, stopPrice, phase, timeExitAt }) =>
        row(
          accountId,
          [
            `${side} ${quantity} ${symbol}`,
            entryPrice && `from ${entryPrice}`,
            stopPrice && `stop ${stopPrice}`,
            phase,
            timeExitAt > 0 && `until ${stampOf(timeExitAt)}`,
          ]
            .filter(Boolean)
            .join(', '),
        ),
    );
    return titled('Positions', lines, 'Nothing is open.');
  },
};

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

/** Halts, alarms and unknown orders come with whatever was asked. */
function perAccount(name: string, about: string, told: (account: AccountRow) => string): OperatorCommand {
  return {
    name,
    about,
    role: 'read',
    async run({ stores, clock }) {
      const { accounts } = await listAccounts(stores, null, clock.now());
      const lines = accounts.flatMap((account) => [
        row(`${account.accountId} (${account.mode})`, told(account)),
        ...troubles(account).map((trouble): RichLine => [plain(`  ! ${trouble}`)]),
      ]);
      return titled(`${name[0].toUpperCase()}${name.slice(1)}`, lines, NONE);
    },
  };
}

function troubles({ trading, halts, alarms, unknownOrders }: AccountRow): string[] {
  return [
    ...(trading === 'normal' ? [] : [`trading is at "${trading}"`]),
    ...halts,
    ...alarms,
    ...(unknownOrders > 0 ? [`${unknownOrders} unknown order(s)`] : []),
  ];
}

function quote(decimal: string): string {
  return new Decimal(decimal).toFixed(2);
}
