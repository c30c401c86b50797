/** A stretch of time as a person gives it: --from and --to. */
import { AlmanacError } from '../../domain/errors.ts';
import { DAY_MS, type EpochMs } from '../../domain/market/candles.ts';

export interface SpanOptions {
  readonly from?: string;
  readonly to?: string;
}

/** `to` is not included. */
export interface Span {
  readonly from: EpochMs;
  readonly to: EpochMs;
}

/** Without ends: everything. */
export function spanOf({ from, to }: SpanOptions): Span {
  const span = { from: momentOf('from', from) ?? 0, to: momentOf('to', to) ?? Date.now() + DAY_MS };
  if (span.from < span.to) return span;
  const sentence = `Nothing lies between --from=${from ?? 'the beginning'} and --to=${to ?? 'now'}; the first must come before the second.`;
  throw new AlmanacError('input.invalid', sentence, { ...span });
}

function momentOf(option: string, text: string | undefined): EpochMs | null {
  if (text === undefined) return null;
  const moment = Date.parse(text);
  if (!Number.isNaN(moment)) return moment;
  throw new AlmanacError('input.invalid', `--${option}=${text} is no date; write 2026-11-21 or 2026-11-21T12:00Z.`, {
    [option]: text,
  });
}
