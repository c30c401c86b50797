/** `kill -9` of the execution worker at random moments of two hundred trades: our books are the venue's to the last digit. */
import { Rng } from '../../domain/numeric/random.ts';
import { startExchange } from '../exchange/server.ts';
import type { Figure } from './figure.ts';
import { databaseServer } from './places.ts';
import { MortalWorker } from './trades/mortal-worker.ts';
import { openPlace } from './trades/place.ts';
import { differencesOf, publish, restless, startAccounts, tradesOf } from './trades/round.ts';

const TRADES = 200;
const ACCOUNTS = 20;
const MOST_ROUNDS = 20;
const PATIENCE_MS = 240_000;
/** Of the simulated market, as the worker has it. */
const MARKET_SEED = '1';
const INTERVALS = {
  ...{ EXECUTOR_SWEEP_MS: '1000', EXECUTOR_IDLE_MS: '1000', EXECUTOR_TRADE_MS: '1000', EXECUTOR_RECONCILE_MS: '5000' },
  ...{ PAPER_STREAMS: 'planned', CARD_MARKET: 'perp' },
};

export async function tradeFigures(tell: (line: string) => void): Promise<Figure[]> {
  await using place = await openPlace(databaseServer());
  await using exchange = await startExchange({ seed: MARKET_SEED, clock: () => Date.now() });
  const { client, stores } = place;
  const rng = Rng.seeded('trades');
  await using worker = new MortalWorker({ ...place.env, ...INTERVALS }, Rng.seeded('kills of trades'));
  const ids = await startAccounts(client, ACCOUNTS);
  const problems: string[] = [];
  let trades = 0;
  let unrestful = 0;
  for (let round = 1; trades < TRADES && round <= MOST_ROUNDS; round++) {
    await publish(stores, round, await priceAt(exchange.origin), rng);
    const late = await restless(stores, ids, round, PATIENCE_MS);
    if (late.length > 0) unrestful++;
    trades = await tradesOf(stores, ids);
    tell([`round ${round}: ${trades} trades, ${worker.kills} kills`, ...late].join('; '));
  }
  worker.spare();
  problems.push(...(await restless(stores, ids, 0, PATIENCE_MS)));
  for (const accountId of ids) problems.push(...(await differencesOf(stores, accountId)));
  for (const line of [...problems, ...worker.failures]) tell(line);
  return [
    { name: 'simulated trades', measured: trades, unit: 'times', limit: null },
    { name: 'kills of the execution worker', measured: worker.kills, unit: 'times', limit: null },
    { name: 'rounds with the next release before all were at rest', measured: unrestful, unit: 'times', limit: null },
    { name: 'differences from the venue’s books', measured: problems.length, unit: 'times', limit: 0 },
    { name: 'workers that ended by themselves', measured: worker.failures.length, unit: 'times', limit: 0 },
  ];
}

async function priceAt(origin: string): Promise<number> {
  const answer = await fetch(`${origin}/api/v3/ticker/price?symbol=BTCUSDT`);
  const { price } = (await answer.json()) as { price: string };
  return Number(price);
}
