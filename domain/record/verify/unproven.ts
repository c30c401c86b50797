/** What a bundle cannot show by itself: said aloud with every verdict, with the way to check it. */
import { isoTime } from '../../ledger/assemble.ts';
import type { Verdict } from './verdict.ts';

export interface Known {
  /** A ledger hash from a post was given, and it is in the chain. */
  readonly head: boolean;
  readonly root: boolean;
  readonly publicKey: boolean;
  readonly candles: boolean;
}

export function unproven(verdict: Omit<Verdict, 'unproven' | 'verified'>, known: Known): string[] {
  const { slots, steppedBack, entries } = verdict;
  const said: string[] = [];
  if (!known.head && !known.root) {
    said.push(
      'That rows were not cut off at the end, and that no second chain was shown to others: compare a hash from a post with --head=HASH, or the posted root of a day with --root=DAY:HASH.',
    );
  }
  said.push(
    'When it was written: committedAt is the word of its writer. The messages of the channel carry a hash each; that a message is older than the hours it forecasts is what its own date shows.',
  );
  if (!known.publicKey) {
    said.push(
      'Whose signature it is: compare the fingerprint with the one told elsewhere, or give the key with --key=KEY.',
    );
  }
  if (!known.candles && entries.outcome > 0) {
    said.push('That the prices were the market’s: give candles of your own with --candles=FILE.');
  }
  if (slots?.openSince) {
    said.push(
      `What became of the last ${slots.open} planned release(s), due from ${isoTime(slots.openSince)} on: they had no row yet when this was exported.`,
    );
  }
  if (steppedBack > 0) said.push(`The clock: ${steppedBack} entries carry an earlier time than the one before them.`);
  return said;
}
