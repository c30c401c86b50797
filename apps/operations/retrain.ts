/** `retrain`: every symbol of the installation, or the one that was asked for. */
import { type Retrained, retrain } from '../../activities/retrain.ts';
import type { Tell } from './events.ts';
import { askedMarket, type Installation } from './request.ts';
import { type MarketArguments, readMarketWords } from './words.ts';

export async function retrainMarkets(
  installation: Installation,
  given: MarketArguments,
  tell: Tell,
  signal: AbortSignal,
): Promise<Retrained[]> {
  const { ports, plan, symbols } = installation;
  const retrained: Retrained[] = [];
  // Files hold one market.
  const wanted = given.symbol ? [given.symbol] : given.candles.length > 0 ? symbols.slice(0, 1) : symbols;
  for (const symbol of wanted) {
    const now = ports.clock.now();
    const words = readMarketWords({ ...given, symbol }, symbols, now);
    const market = await askedMarket(installation, words, tell, now);
    const begun = performance.now();
    const done = await retrain(ports, plan, market, signal);
    const summary = `${done.symbol} up to ${new Date(done.now.boundary).toISOString()}`;
    tell({ type: 'step', step: 'retrain', state: 'done', ms: Math.round(performance.now() - begun), summary });
    retrained.push(done);
  }
  return retrained;
}
