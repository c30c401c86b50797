/** The life of an order, as one table (DESIGN §6). What is not in it cannot happen; if it does, the account halts. */

export const ORDER_STATES = [
  'recorded',
  'sent',
  'unknown',
  'working',
  'partly-filled',
  'filled',
  'cancelled',
  'refused',
  'expired',
  'absent',
] as const;
/**
 * `recorded`: committed, not yet sent. `unknown`: sent, and the venue's answer is not known. `absent`: the venue never
 * had it, which only the venue can tell, or we did not send it.
 */
export type OrderState = (typeof ORDER_STATES)[number];

export const ORDER_NEWS = [
  'send',
  'abandon',
  'silence',
  'acknowledge',
  'part-fill',
  'last-fill',
  'cancel',
  'refuse',
  'expire',
  'not-there',
] as const;
/** What can become of an order. `silence`: no answer that says what happened. `not-there`: the venue does not have it. */
export type OrderNews = (typeof ORDER_NEWS)[number];

type Row = Readonly<Partial<Record<OrderNews, OrderState>>>;

/** What a venue may say of an order that it has accepted. */
const ALIVE: Row = { 'part-fill': 'partly-filled', 'last-fill': 'filled', cancel: 'cancelled', expire: 'expired' };
/** Late news that tell nothing new: they neither revive an order nor disturb it. */
const stays = (state: OrderState): Row => ({ silence: state, acknowledge: state });

const LIFE: Readonly<Record<OrderState, Row>> = {
  recorded: { send: 'sent', abandon: 'absent' },
  sent: { ...ALIVE, acknowledge: 'working', silence: 'unknown', refuse: 'refused' },
  unknown: { ...ALIVE, acknowledge: 'working', silence: 'unknown', refuse: 'refused', 'not-there': 'absent' },
  working: { ...ALIVE, ...stays('working') },
  'partly-filled': { ...ALIVE, ...stays('partly-filled') },
  filled: stays('filled'),
  // a fill that happened before the cancel may be told after it; who was liquidated hears that what was on its way is refused
  cancelled: {
    ...stays('cancelled'),
    cancel: 'cancelled',
    refuse: 'cancelled',
    'part-fill': 'cancelled',
    'last-fill': 'filled',
  },
  refused: { silence: 'refused', refuse: 'refused' },
  expired: { ...stays('expired'), expire: 'expired', 'part-fill': 'expired' },
  absent: { silence: 'absent', 'not-there': 'absent' },
};

/** The state after the news; null: it cannot be, and whoever hears it sets *halt* with it as evidence. @example afterNews('sent', 'silence') // 'unknown' */
export function afterNews(state: OrderState, news: OrderNews): OrderState | null {
  return LIFE[state][news] ?? null;
}

/** Whether it can no longer trade; an `unknown` order counts as if it were there (INCIDENTS 2.2). */
export function isFinal(state: OrderState): boolean {
  switch (state) {
    case 'filled':
    case 'cancelled':
    case 'refused':
    case 'expired':
    case 'absent':
      return true;
    case 'recorded':
    case 'sent':
    case 'unknown':
    case 'working':
    case 'partly-filled':
      return false;
    default:
      return state satisfies never;
  }
}

/** Whether the venue has said that it holds the order. */
export function isConfirmed(state: OrderState): boolean {
  return state === 'working' || state === 'partly-filled';
}
