import { AlmanacError } from '../errors.ts';
import type { EpochMs } from '../market/candles.ts';
import type { SourceKind } from '../market/sources.ts';

/**
 * `<base>-<quote>_<cutoff>_<slot>`, e.g. `BTC-USDT_20261120T1000Z_1200`; letters, digits, `-` and `_` only. It is the
 * workflow id, the object prefix and the key of every row. The stream's source is part of the slot for anything but
 * live, so that chains never share an id.
 */
export function releaseId(symbol: string, cutoff: EpochMs, slot: string): string {
  const id = `${symbol.replace('/', '-')}_${compactTime(cutoff)}_${slot}`;
  if (!/^[A-Za-z0-9_-]{1,120}$/.test(id)) {
    throw new AlmanacError(
      'input.invalid',
      `The release id "${id}" may hold letters, digits, - and _ only, at most 120; check the symbol and the slot.`,
      { id },
    );
  }
  return id;
}

/** The id of the one release that a calendar slot has. */
export function plannedReleaseId(source: SourceKind, symbol: string, slot: string, cutoff: EpochMs): string {
  return releaseId(symbol, cutoff, source === 'live' ? slot : `${slot}-${source}`);
}

/** `20261120T1000Z` */
export function compactTime(at: EpochMs): string {
  return `${new Date(at).toISOString().slice(0, 16).replaceAll(/[-:]/g, '')}Z`;
}

/**
 * The slot name of the next manual release of a symbol and cutoff: an unfinished one is resumed, a finished one gets
 * the next suffix, never an overwrite.
 */
export function manualSlot(
  existing: readonly { readonly slot: string; readonly finished: boolean }[],
  base: string,
): { readonly slot: string; readonly resumed: boolean } {
  const unfinished = existing.find((release) => !release.finished);
  if (unfinished) return { slot: unfinished.slot, resumed: true };
  const taken = new Set(existing.map((release) => release.slot));
  for (let n = 1; ; n++) {
    const slot = n === 1 ? base : `${base}-${n}`;
    if (!taken.has(slot)) return { slot, resumed: false };
  }
}
