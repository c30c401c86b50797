import type { Fill } from '../../../../domain/accounting/fill.ts';
import { Money, ZERO } from '../../../../domain/accounting/money.ts';
import type { AccountEvent } from '../../../../domain/execution/account/events.ts';
import { evolve } from '../../../../domain/execution/account/evolve.ts';
import { handle } from '../../../../domain/execution/account/handle.ts';
import type { Heard, OrderReport, Pulled } from '../../../../domain/execution/account/heard.ts';
import type { Leg, Order } from '../../../../domain/execution/account/order.ts';
import type { ExecutionPlan } from '../../../../domain/execution/account/plan.ts';
import { questions } from '../../../../domain/execution/account/questions.ts';
import { type AccountSettings, type AccountState, openAccount } from '../../../../domain/execution/account/state.ts';
import type { Answer } from '../../../../domain/execution/orders/settlement.ts';
import { DEFAULT_LIMITS } from '../../../../domain/risk/judge.ts';
import type { TradingState } from '../../../../domain/risk/trading-state.ts';
import { ACCOUNT } from '../../../../lab/simulator/settings.ts';

const SETTINGS: AccountSettings = { ...ACCOUNT, accountId: 'desk', limits: DEFAULT_LIMITS };

const HOUR_MS = 3_600_000;
export const NO_ORDER_YET: Pulled = {
  reports: [],
  fills: [],
  positionBase: ZERO,
  cashQuote: new Money(10_000),
  openOrders: [],
};

/** An account, a price and a clock in the hands of a test, which plays the venue. */
export class Desk {
  readonly events: AccountEvent[] = [];
  state: AccountState = openAccount(SETTINGS, NO_ORDER_YET.cashQuote);
  now = 0;
  price = 40_000;
  isPriceKnown = true;
  /** How old the price is that it hears of. */
  quoteAgeMs = 0;
  row: TradingState | null = 'normal';
  feeInBase = false;
  #trades = 0;

  constructor() {
    this.hear({ kind: 'take-over', token: 1 });
    this.hear({ kind: 'pulled', pulled: NO_ORDER_YET });
  }

  /** What came of it. */
  hear(heard: Heard): readonly AccountEvent[] {
    const { now, row, price } = this;
    const bid = new Money(price);
    const market = { time: now - this.quoteAgeMs, bid, ask: bid.plus(1), high: bid, low: bid, atr: new Money(100) };
    const known = this.isPriceKnown ? market : null;
    const { state, events } = handle(this.state, heard, { now, row, market: known });
    this.state = state;
    this.events.push(...events);
    return events;
  }

  plan(change: Partial<ExecutionPlan> = {}): readonly AccountEvent[] {
    const plan: ExecutionPlan = {
      planId: `plan-${this.now}`,
      side: 'LONG',
      quantity: new Money('0.02'),
      stopPrice: new Money(39_000),
      exits: {
        targets: [],
        breakEvenAt: null,
        trailingFraction: null,
        trailingAtrs: null,
        timeExitAt: this.now + HOUR_MS,
      },
      validUntil: this.now + 60_000,
      verdict: 'pass',
      riskQuote: 40,
      ...change,
    };
    return this.hear({ kind: 'plan', plan, expectedSlippage: 0 });
  }

  pass(ms: number, step = 5_000): void {
    for (const end = this.now + ms; this.now < end; ) {
      this.now = Math.min(end, this.now + step);
      this.hear({ kind: 'time' });
    }
  }

  /** Answers every question that is due, once a second. */
  answer(ms: number, answer: Answer): void {
    for (const end = this.now + ms; this.now < end; ) {
      this.pass(1_000, 1_000);
      for (const due of questions(this.state, this.now)) this.hear({ kind: 'answer', ...due, answer });
    }
  }

  orders(leg: Leg): readonly Order[] {
    return Object.values(this.state.orders).filter((order) => order.leg === leg);
  }

  last(leg: Leg): Order {
    return this.orders(leg).at(-1)!;
  }

  report(leg: Leg, news: OrderReport['news'], executed = this.last(leg).filled.toFixed()): readonly AccountEvent[] {
    const { clientOrderId } = this.last(leg);
    return this.hear({ kind: 'report', clientOrderId, news, executed: new Money(executed) });
  }

  fill(leg: Leg, quantity: string): readonly AccountEvent[] {
    return this.hear({ kind: 'fill', clientOrderId: this.last(leg).clientOrderId, fill: this.fillOf(leg, quantity) });
  }

  fillOf(leg: Leg, quantity: string): Fill {
    const { side, clientOrderId } = this.last(leg);
    const inBase = this.feeInBase && side === 'buy';
    const amount = new Money(quantity).times(inBase ? '0.001' : 0);
    return {
      tradeId: `t${++this.#trades}`,
      orderId: clientOrderId,
      side,
      quantity: new Money(quantity),
      price: new Money(this.price),
      fee: { amount, asset: inBase ? 'BTC' : 'USDT', priceQuote: null },
      time: this.now,
      liquidity: 'taker',
    };
  }

  /** Bought 0.02 at 40,000 and protected at 39,000. */
  static open(change: Partial<ExecutionPlan> = {}): Desk {
    const desk = new Desk();
    desk.plan(change);
    desk.report('entry', 'acknowledge');
    desk.fill('entry', '0.02');
    desk.report('protection', 'acknowledge');
    return desk;
  }

  alarms(): readonly string[] {
    return this.state.alarms.map(({ about }) => about);
  }

  sent(): number {
    return this.events.filter(({ type }) => type === 'order-sent').length;
  }

  /** The state that another worker would make of the events. */
  folded(): AccountState {
    return this.events.reduce(evolve, openAccount(SETTINGS, NO_ORDER_YET.cashQuote));
  }
}
