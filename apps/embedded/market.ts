/** Opens the market a request names: exchanges, files, or the simulated exchange on a loopback port of this process. */
import { keptFiles } from '../../adapters/candle-file/kept.ts';
import { openRecorded } from '../../adapters/candle-file/recorded.ts';
import { openExchanges } from '../../adapters/exchange/exchanges.ts';
import type { Clock, MarketSource, MarketSources } from '../../activities/ports.ts';
import { type EpochMs, HOUR_MS } from '../../domain/market/candles.ts';
import { startExchange } from '../../lab/exchange/server.ts';
import type { Config } from '../config/config.ts';

type Simulator = Awaited<ReturnType<typeof startExchange>>;

export function openMarket(config: Config, clock: Clock): MarketSources & AsyncDisposable {
  const simulators = new Map<string, Promise<Simulator>>();
  const parse = keptFiles();
  return {
    async open({ source, candleFiles, seed, cutoff }): Promise<MarketSource> {
      switch (source) {
        case 'live':
          return openExchanges({ kind: 'live', venues: config.venues, clock });
        case 'recorded':
          return openRecorded({ files: candleFiles, parse });
        case 'simulated': {
          const now = simulatedClock(clock, cutoff);
          const { origin } = await simulator(simulators, seed, now.name, now.clock);
          return openExchanges({
            kind: 'simulated',
            venues: ['binance'],
            origin,
            series: `simulated:${seed}`,
            clock: now.clock,
          });
        }
        default:
          return source satisfies never;
      }
    },
    async [Symbol.asyncDispose]() {
      for (const starting of simulators.values()) await (await starting)[Symbol.asyncDispose]();
    },
  };
}

/** A cutoff of this hour is "now"; an older one is a market stopped a moment after it, so that a back-dated release sees no future. */
function simulatedClock(clock: Clock, cutoff: EpochMs): { name: string; clock: Clock } {
  if (clock.now() - cutoff < HOUR_MS) return { name: 'now', clock };
  const at = cutoff + 1_000;
  return { name: String(at), clock: { now: () => at } };
}

function simulator(
  running: Map<string, Promise<Simulator>>,
  seed: string,
  at: string,
  clock: Clock,
): Promise<Simulator> {
  const key = `${seed}@${at}`;
  let starting = running.get(key);
  if (!starting) {
    starting = startExchange({ seed, clock: () => clock.now() });
    running.set(key, starting);
  }
  return starting;
}
