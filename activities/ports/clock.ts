import type { EpochMs } from '../../domain/market/candles.ts';

export interface Clock {
  now(): EpochMs;
}
