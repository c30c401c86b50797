/** A verdict as a person reads it in a terminal. */
import { isoTime } from '../../ledger/assemble.ts';
import { fingerprint } from '../../ledger/signature.ts';
import type { Flaw } from './flaw.ts';
import type { ProvenEntry } from './proof-check.ts';
import type { CheckedRelease } from './signed-check.ts';
import type { Verdict } from './verdict.ts';

export function verdictText(file: string, verdict: Verdict): string {
  return [...(verdict.verified ? good(file, verdict) : bad(file, verdict)), '', ...unprovenLines(verdict)].join('\n');
}

/** `known`: roots by day, from posts. */
export function proofText(file: string, proven: ProvenEntry | string, known: Readonly<Record<string, string>>): string {
  if (typeof proven === 'string') return `DOES NOT VERIFY  ${file}\n  ${proven}`;
  const { key, day, root } = proven;
  const told =
    known[day] === root
      ? `  the root is the one you were told`
      : `  compare the root with the one that was posted for ${day}, or give it with --root=${day}:HASH`;
  return [`PROVEN  ${key} is among the entries of ${day}`, `  root of the day  ${root}`, told].join('\n');
}

/** `heads`: hashes of ledger entries, from posts. */
export function signedText(file: string, checked: CheckedRelease | string, heads: readonly string[]): string {
  if (typeof checked === 'string') return `DOES NOT VERIFY  ${file}\n  ${checked}`;
  const { releaseId, hash, publicKey } = checked;
  const told = heads.includes(hash) ? 'the one you were told' : 'compare it with the one in the post';
  return [
    `SIGNED  ${releaseId} is what was hashed, and nothing in it was changed`,
    `  ledger hash  ${hash} (${told})`,
    `  signed by    ${fingerprint(publicKey)} (compare the fingerprint with the one told elsewhere)`,
  ].join('\n');
}

function good(file: string, verdict: Verdict): string[] {
  const { entries, slots, outcomes, posts, days, rootsPosted, signedBy, head, firstCommittedAt, lastCommittedAt } =
    verdict;
  const kinds = Object.entries(entries).flatMap(([kind, n]) => (n > 0 ? [`${n} ${kind}`] : []));
  const span =
    firstCommittedAt === null || lastCommittedAt === null
      ? 'nothing was recorded yet'
      : `${isoTime(firstCommittedAt)} to ${isoTime(lastCommittedAt)}`;
  return [
    `VERIFIED  ${file}`,
    `  record      ${verdict.source} prices, exported ${verdict.exportedAt}; ${span}`,
    `  entries     ${kinds.join(', ') || 'none'}; each behind the one before, none changed, doubled or left out`,
    `  slots       ${slotText(slots)}`,
    `  outcomes    ${outcomeText(outcomes)}`,
    `  posts       ${posts} sent, each carrying the hash of its release`,
    `  days        ${days.length} Merkle roots, ${rootsPosted} of them posted${days.length > 0 ? `, the last one ${days[days.length - 1].day} ${days[days.length - 1].root}` : ''}`,
    `  signed by   ${signedBy?.fingerprint ?? 'nobody'}`,
    `  head        ${head}`,
  ];
}

function slotText(slots: Verdict['slots']): string {
  if (!slots || slots.expected === 0) return 'no calendar yet: nothing was promised';
  const { expected, published, fallback, missed, open } = slots;
  return `${expected} promised by the calendar: ${published} published, ${fallback} refused for bad data, ${missed} missed${open > 0 ? `, ${open} still open` : ''}`;
}

function outcomeText(outcomes: Verdict['outcomes']): string {
  const { rescored, repriced, pending } = outcomes ?? { rescored: 0, repriced: 0, pending: 0 };
  const priced = repriced > 0 ? `, ${repriced} of them made anew from the candles given` : '';
  return `${rescored} with every score computed anew to 1e-12${priced}; ${pending} still to come`;
}

function bad(file: string, { flaws, flawCount, source }: Verdict): string[] {
  const more = flawCount - flaws.length;
  return [
    `DOES NOT VERIFY  ${file}${source === null ? '' : ` (${source} prices)`}`,
    ...flaws.map((flaw) => `  ${placeText(flaw)}  ${flaw.check}: ${flaw.problem}`),
    ...(more > 0 ? [`  … and ${more} more`] : []),
  ];
}

/** @example placeText({ line: 3, sequence: 2, key: 'BTC-USDT_20261120T1000Z_1200' }) */
function placeText({ line, sequence, key }: Pick<Flaw, 'line' | 'sequence' | 'key'>): string {
  return [
    line === null ? 'not there' : `line ${line}`,
    sequence === null ? null : `sequence ${sequence}`,
    key === null || key === '' ? null : key,
  ]
    .filter((part) => part !== null)
    .join(', ');
}

function unprovenLines({ unproven }: Verdict): string[] {
  return ['What this file alone cannot show:', ...unproven.map((sentence) => `  - ${sentence}`)];
}
