/** `retrain`: every symbol of the installation, or the one that was asked for. */
import { type Retrained, retrain } from '../../activities/retrain.ts';
import type { Tell } from './events.ts';
import { askedMarket, type Installation, type MarketArguments } from './request.ts';

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
    const market = await askedMarket(installation, { ...given, symbol }, tell, ports.clock.now());
    const begun = performance.now();
    const done = await retrain(ports, plan, market, signal);
    const summary = `${done.symbol} up to ${new Date(done.now.boundary).toISOString()}`;
    tell({ type: 'step', step: 'retrain', state: 'done', ms: Math.round(performance.now() - begun), summary });
    retrained.push(done);
  }
  return retrained;
}
