/**
 * `npm run exchange-lab [-- --port=N]`: the simulated exchange of this machine with one customer, until Ctrl-C. What is asked
 * of it beside reading is printed; a line typed here is done by hand, as on the page of a venue: `buy 0.01`, `sell 0.01`,
 * `limit 0.01 40000` (a buy that rests), `cancel ID`, `orders`, `balances`, `fault answer-lost 1`.
 */
import { createHmac } from 'node:crypto';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { ORDER_FAULTS, type OrderFault } from './orders/faults.ts';
import { startExchange } from './server.ts';

const KEY = { apiKey: 'lab', secret: 'lab' };
const SYMBOL = 'BTCUSDT';

const options = { port: { type: 'string', default: '8082' }, usdt: { type: 'string', default: '5000' } } as const;
const { values } = parseArgs({ options });
const clock = () => Date.now();
const chances: Partial<Record<OrderFault, number>> = {};
const accounts = [{ ...KEY, balances: { USDT: values.usdt } }];
const orderFaults = { seed: 'lab', chances };
await using exchange = await startExchange({ seed: '1', clock, port: Number(values.port), accounts, orderFaults });
const { desk, origin } = exchange;
const [customer] = desk.accounts;
console.log(`VENUE_ORIGIN=${origin} VENUE_API_KEY=${KEY.apiKey} VENUE_API_SECRET=${KEY.secret}`);

let told = 0;
setInterval(() => {
  for (const change of desk.changes.slice(told)) console.log(change);
  told = desk.changes.length;
}, 200).unref();

for await (const line of createInterface({ input: process.stdin })) console.log(byHand(line.trim().split(/\s+/)));

function byHand([word, first = '', second = '']: readonly string[]): string {
  switch (word) {
    case 'buy':
    case 'sell':
      return asked('POST', { side: word.toUpperCase(), type: 'MARKET', quantity: first });
    case 'limit':
      return asked('POST', { side: 'BUY', type: 'LIMIT', timeInForce: 'GTC', quantity: first, price: second });
    case 'cancel':
      return asked('DELETE', { origClientOrderId: first });
    case 'orders':
      return JSON.stringify(
        customer.orders.map(({ clientOrderId, side, type, status }) => [clientOrderId, side, type, status]),
      );
    case 'balances':
      return JSON.stringify(customer.balances());
    case 'fault': {
      const fault = ORDER_FAULTS.find((name) => name === first);
      if (fault === undefined) return `faults: ${ORDER_FAULTS.join(', ')}`;
      chances[fault] = Number(second);
      return `${fault} at ${second} of requests`;
    }
    default:
      return 'buy Q | sell Q | limit Q PRICE | cancel ID | orders | balances | fault NAME CHANCE';
  }
}

function asked(method: 'POST' | 'DELETE', words: Readonly<Record<string, string>>): string {
  const parameters = new URLSearchParams({ symbol: SYMBOL, ...words, timestamp: String(clock()) }).toString();
  const signature = createHmac('sha256', KEY.secret).update(parameters).digest('hex');
  const signed = `${parameters}&signature=${signature}`;
  const answer = desk.serve({ method, path: '/api/v3/order', apiKey: KEY.apiKey, signed, now: clock() });
  return answer.kind === 'answer' ? answer.body : 'no answer';
}
