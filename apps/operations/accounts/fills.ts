/** What every fill cost beside the price that was seen when its order left, and beside the paper account that trades the same cards. */
import type { StoredAccount, StoredEvent, Stores } from '../../../activities/ports.ts';
import type { Fill } from '../../../domain/accounting/fill.ts';
import { Money, type Price } from '../../../domain/accounting/money.ts';
import type { OrderIntent } from '../../../domain/execution/account/order.ts';
import { type Shortfall, shortfallOf, shortfallSummary } from '../../../domain/performance/shortfall.ts';
import type { ReportAsked } from './report.ts';

export interface FillRow {
  readonly time: number;
  readonly planId: string;
  readonly leg: OrderIntent['leg'];
  readonly side: 'buy' | 'sell';
  /** Decimals. */
  readonly quantity: string;
  readonly price: string;
  /** When the order left; of a stop: its price. */
  readonly seenPrice: string;
  readonly shortfallQuote: number;
  readonly shortfallBps: number;
  /** Mean price of the same leg of the same plan on paper; null: it did not trade it. */
  readonly paperPrice: string | null;
  readonly paperBps: number | null;
}

export interface AccountFills {
  readonly accountId: string;
  /** Null: no paper account trades the same. */
  readonly paperAccountId: string | null;
  readonly fills: readonly FillRow[];
  /** Against the price seen, and against paper. */
  readonly seen: Shortfall;
  readonly paper: Shortfall;
}

interface SeenFill {
  readonly fill: Fill;
  readonly intent: OrderIntent;
  readonly seenPrice: Price;
}

export async function accountFills(
  { accounts }: Pick<Stores, 'accounts'>,
  account: StoredAccount,
  { from, to }: ReportAsked,
): Promise<AccountFills> {
  const isTwin = ({ mode, strategy, symbol, source }: StoredAccount) =>
    mode === 'paper' && strategy === account.strategy && symbol === account.symbol && source === account.source;
  const twin = (await accounts.list()).find((other) => other.accountId !== account.accountId && isTwin(other));
  const read = async ({ accountId }: StoredAccount) =>
    seenFills(await accounts.events(accountId, { after: 0, types: TYPES }));
  const onPaper = twin === undefined ? new Map<string, Price>() : meanPrices(await read(twin));
  const seen = (await read(account)).filter(({ fill }) => fill.time >= from && fill.time < to);
  const fills = seen.map((one) => rowOf(one, onPaper.get(legOf(one.intent)) ?? null));
  const beside = (reference: (row: FillRow) => string | null) =>
    shortfallSummary(
      fills.flatMap((row) => {
        const price = reference(row);
        return price === null ? [] : [{ ...traded(row), reference: Number(price) }];
      }),
    );
  return {
    accountId: account.accountId,
    paperAccountId: twin?.accountId ?? null,
    fills,
    seen: beside(({ seenPrice }) => seenPrice),
    paper: beside(({ paperPrice }) => paperPrice),
  };
}

const TYPES = ['order-recorded', 'order-sent', 'fill-booked'] as const;

function seenFills(events: readonly StoredEvent[]): SeenFill[] {
  const intents = new Map<string, OrderIntent>();
  const marks = new Map<string, Price>();
  return events.flatMap(({ event }): SeenFill[] => {
    if (event.type === 'order-recorded') intents.set(event.intent.clientOrderId, event.intent);
    if (event.type === 'order-sent') marks.set(event.clientOrderId, event.mark);
    if (event.type !== 'fill-booked') return [];
    const intent = intents.get(event.clientOrderId);
    const seenPrice = intent?.stopPrice ?? marks.get(event.clientOrderId);
    return intent === undefined || seenPrice === undefined ? [] : [{ fill: event.fill, intent, seenPrice }];
  });
}

function meanPrices(seen: readonly SeenFill[]): Map<string, Price> {
  const legs = Map.groupBy(seen, ({ intent }) => legOf(intent));
  return new Map(
    [...legs].map(([leg, fills]) => {
      const sum = (of: (fill: Fill) => Price) => fills.reduce((total, { fill }) => total.plus(of(fill)), new Money(0));
      return [leg, sum(({ price, quantity }) => price.times(quantity)).div(sum(({ quantity }) => quantity))];
    }),
  );
}

function legOf({ planId, leg }: Pick<OrderIntent, 'planId' | 'leg'>): string {
  return `${planId} ${leg}`;
}

function rowOf({ fill, intent, seenPrice }: SeenFill, paperPrice: Price | null): FillRow {
  const { side, time } = fill;
  const row = { side, quantity: fill.quantity.toFixed(), price: fill.price.toFixed() };
  const { quote, bps } = shortfallOf(traded(row), seenPrice.toNumber());
  return {
    ...{ time, planId: intent.planId, leg: intent.leg },
    ...row,
    seenPrice: seenPrice.toFixed(),
    shortfallQuote: quote,
    shortfallBps: bps,
    paperPrice: paperPrice?.toSignificantDigits(12).toFixed() ?? null,
    paperBps: paperPrice === null ? null : shortfallOf(traded(row), paperPrice.toNumber()).bps,
  };
}

function traded({ side, quantity, price }: Pick<FillRow, 'side' | 'quantity' | 'price'>) {
  return { side, quantity: Number(quantity), price: Number(price) };
}
