/** What operators asked for, kept from start to start. */
import type { EpochMs } from '../../domain/market/candles.ts';

/** Planned releases are held by a person. */
export interface ScheduleHold {
  readonly why: string;
  readonly since: EpochMs;
}

export interface AskedRelease {
  /** Of what the asker calls his request. */
  readonly keySha256: string;
  readonly symbol: string;
  readonly releaseId: string;
  readonly askedAt: EpochMs;
}

export interface ControlStore {
  hold(): Promise<ScheduleHold | null>;
  /** The newest reason stands; since the first one. */
  keepHold(hold: ScheduleHold): Promise<void>;
  endHold(): Promise<void>;
  askedRelease(keySha256: string): Promise<AskedRelease | null>;
  /** The first release that was kept for a key stays, and is answered. Keys are forgotten after a month. */
  keepAskedRelease(asked: AskedRelease): Promise<AskedRelease>;
}
