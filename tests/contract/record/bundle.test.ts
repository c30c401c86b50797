/** A bundle as it is exported, and everything that may have been done to it since. */
import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Ports } from '../../../activities/ports.ts';
import { bundleLines } from '../../../apps/operations/record/bundle.ts';
import { proveRelease } from '../../../apps/operations/record/prove.ts';
import { canonicalText } from '../../../domain/ledger/canonical.ts';
import { GENESIS_HASH } from '../../../domain/ledger/chain.ts';
import { sha256 } from '../../../domain/ledger/hash.ts';
import { signerOf } from '../../../domain/ledger/signature.ts';
import { Rng } from '../../../domain/numeric/random.ts';
import { DayRoots } from '../../../domain/record/days.ts';
import { lineText, signedFooter } from '../../../domain/record/lines.ts';
import { checkProof } from '../../../domain/record/verify/proof-check.ts';
import { type KnownElsewhere, RecordVerifier } from '../../../domain/record/verify/record-verifier.ts';
import { EXPORTED, HOURS, type KeptRecord, keptRecord, signer } from '../../fixtures/kept-record.ts';

let kept: KeptRecord;
let lines: readonly string[];
beforeAll(async () => {
  kept = await keptRecord();
  lines = await kept.lines();
});
afterAll(() => kept[Symbol.asyncDispose]());

const verdictOf = (given: readonly (string | Uint8Array)[], known: KnownElsewhere = {}) => {
  const verifier = new RecordVerifier(known);
  for (const line of given) verifier.add(Buffer.from(line));
  return verifier.end();
};
const parsed = (line: string) => JSON.parse(line) as Record<string, unknown>;
const changed = (at: number, ...to: (string | Uint8Array)[]) => [...lines.slice(0, at), ...to, ...lines.slice(at + 1)];
const hashOf = (line: string) => String(parsed(line).hash);

describe('an exported record', () => {
  it('verifies, with every slot of the calendar counted and a root for every day that has ended', () => {
    const verdict = verdictOf(lines);
    expect(verdict.flaws).toEqual([]);
    expect(verdict).toMatchObject({
      verified: true,
      source: 'live',
      entries: { calendar: 1, release: 17, rule: 1, outcome: 34, correction: 0 },
      posts: 2,
      outcomes: { rescored: 34, repriced: 0, pending: 11 },
      slots: { expected: 16, published: 14, fallback: 1, missed: 1, open: 0 },
      head: hashOf(lines.findLast((line) => line.includes('"sequence":')) ?? ''),
      signedBy: { publicKey: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' },
    });
    expect(verdict.days.map(({ day }) => day)).toEqual(['2026-03-26', '2026-03-27', '2026-03-28', '2026-03-29']);
  });

  it('tells posts by the hash of their release, and no address of a webhook', () => {
    const posts = lines.filter((line) => line.includes('"kind":"post"'));
    expect(posts.map((line) => parsed(line).publisher)).toEqual(['telegram:@almanac', 'webhook']);
    expect(lines.join('')).not.toContain('secret');
    const at = lines.indexOf(posts[0]);
    const other = posts[0].replace(/"releaseHash":"./, '"releaseHash":"g');
    expect(verdictOf(changed(at, other)).flaws[0]).toMatchObject({ check: 'post', line: at + 1 });
  });

  it('tells where the root of a day was posted, in the line of that day', () => {
    const at = lines.findIndex((line) => line.includes('"kind":"day"') && line.includes('"posts"'));
    expect(parsed(lines[at])).toMatchObject({
      day: '2026-03-27',
      posts: [{ publisher: 'telegram:@almanac', state: 'sent', contentSha256: sha256('telegram:@almanac') }],
    });
    expect(verdictOf(lines).rootsPosted).toBe(1);
    const unknown = verdictOf(changed(at, lines[at].replace('"state":"sent"', '"state":"seen"')));
    expect(unknown.flaws).toMatchObject([{ check: 'footer' }, { check: 'day', line: at + 1, key: '2026-03-27' }]);
  });

  it('says what it cannot show, and less of it to somebody who knows a post, a root and the key', () => {
    const head = hashOf(lines[5]);
    const [{ day, root }] = verdictOf(lines).days;
    const told = verdictOf(lines, { heads: [head], roots: { [day]: root }, publicKey: signer.publicKey });
    expect(told.verified).toBe(true);
    expect(verdictOf(lines).unproven.join(' ')).toMatch(/cut off at the end.*its writer.*fingerprint/);
    expect(told.unproven).toEqual([expect.stringMatching(/its writer/), expect.stringMatching(/--candles/)]);
  });

  it('does not verify with any one byte of any line changed, and names that line or the footer', () => {
    const rng = Rng.seeded('bytes');
    lines.forEach((line, i) => {
      const bytes = Buffer.from(line);
      const at = rng.below(bytes.length);
      bytes[at] ^= 1 << rng.below(8);
      const { verified, flaws } = verdictOf(changed(i, bytes));
      expect(verified, `line ${i + 1}, byte ${at}`).toBe(false);
      const places = flaws.map((flaw) => flaw.line);
      if (line.includes('"sequence":')) expect(places[0], `line ${i + 1}, byte ${at}`).toBe(i + 1);
      else expect([i + 1, i + 2, lines.length, null]).toContain(places[0]);
    });
  });

  it.each([
    ['left out', (at: number) => changed(at), 'chain', 1],
    ['doubled', (at: number) => changed(at, lines[at], lines[at]), 'chain', 2],
    [
      'in the other order',
      (at: number) => [...changed(at, lines[at + 1]).slice(0, at + 1), lines[at], ...lines.slice(at + 2)],
      'chain',
      1,
    ],
  ])('does not verify with a row %s, and says at which', (_, made, check, behind) => {
    for (const at of [2, 9, 17]) {
      const { verified, flaws } = verdictOf(made(at));
      expect(verified).toBe(false);
      expect(flaws[0]).toMatchObject({ check, line: at + behind });
      expect(flaws.some((flaw) => flaw.check === 'footer')).toBe(true);
    }
  });

  it('that is cut after a row is told by a hash from a later post, and not without', () => {
    const last = lines.findLastIndex((line) => line.includes('"sequence":'));
    const cut = resealed(lines.slice(1, last));
    expect(verdictOf(cut).verified).toBe(true);
    const { verified, flaws } = verdictOf(cut, { heads: [hashOf(lines[last])] });
    expect([verified, flaws[0].check]).toEqual([false, 'head']);
  });
});

/** What its writer could do: leave rows out, and make chain, roots, sum and signature anew. */
describe('a chain that its own writer has written anew', () => {
  const entries = () => lines.filter((line) => line.includes('"sequence":'));

  it('without a slot is not complete: the calendar names the one', () => {
    const missed = entries().findIndex((line) => line.includes('"status":"missed"'));
    const { flaws } = verdictOf(resealed(entries().toSpliced(missed, 1)));
    expect(flaws).toEqual([
      expect.objectContaining({ check: 'completeness', line: null, key: 'BTC-USDT_20260327T2100Z_0000' }),
    ]);
  });

  it('with a slot that the calendar does not have is told of', () => {
    const row = entries()[1]
      .replaceAll('T1000Z', 'T0900Z')
      .replaceAll('T10:0', 'T09:0')
      .replace('"hash":"', '"hash":"other');
    const { flaws } = verdictOf(resealed(entries().toSpliced(2, 0, row)));
    expect(flaws).toEqual([
      expect.objectContaining({ check: 'completeness', line: 4, key: 'BTC-USDT_20260326T0900Z_1200' }),
    ]);
  });

  it('with a release twice, one after its time, or one that contradicts itself is told of', () => {
    const [calendar, first, ...others] = entries();
    expect(verdictOf(resealed([calendar, first, first, ...others])).flaws).toMatchObject([
      { check: 'duplicate', line: 4 },
    ]);
    const late = first.replace(/"committedAt":"[^"]+"/, '"committedAt":"2026-03-26T10:16:00.000Z"');
    expect(verdictOf(resealed([calendar, late, ...others])).flaws).toMatchObject([{ check: 'time', line: 3 }]);
    const crossed = first.replace(/"quantiles":\[\d+/, '"quantiles":[9999999999');
    expect(verdictOf(resealed([calendar, crossed, ...others])).flaws[0]).toMatchObject({ check: 'release', line: 3 });
  });

  it('with a calendar that began before it was written down is told of', () => {
    const [calendar, ...others] = entries();
    const back = calendar.replace(/"committedAt":"[^"]+"/, '"committedAt":"2026-03-26T10:00:30.000Z"');
    expect(verdictOf(resealed([back, ...others])).flaws).toMatchObject([{ check: 'calendar', line: 2 }]);
  });

  it('with a score, a price, a target or a time that does not follow is told of', () => {
    const at = entries().findIndex((line) => line.includes('"kind":"outcome"'));
    const verdict = (from: RegExp, to: string) =>
      verdictOf(resealed(entries().with(at, entries()[at].replace(from, to)))).flaws.map(({ check, line }) => [
        check,
        line,
      ]);
    expect(verdict(/"crps":0\.00/, '"crps":0.01')).toEqual([['score', at + 2]]);
    expect(verdict(/"price":(\d)/, '"price":1$1')).toEqual([['score', at + 2]]);
    expect(verdict(/"brier":/, '"bier":')).toEqual([['score', at + 2]]);
    expect(verdict(/"targetTime":"2026-03-26T14/, '"targetTime":"2026-03-26T15')).toEqual([['outcome', at + 2]]);
    expect(verdict(/"baselines":\[.*\],"candles"/, '"candles"')).toEqual([['outcome', at + 2]]);
    expect(verdict(/"committedAt":"2026-03-26T14:02/, '"committedAt":"2026-03-26T13:59')).toEqual([['time', at + 2]]);
  });

  it('with a horizon beyond every date is told of as well', () => {
    const at = entries().findIndex((line) => line.includes('"kind":"outcome"'));
    const releaseId = /"releaseId":"([^"]+)"/.exec(entries()[at])?.[1] ?? '';
    const beyond = entries().map((line, i) => {
      const own = i === at || line.includes(`"key":"${releaseId}","kind":"release"`);
      return own ? line.replace('"horizonHours":4,', '"horizonHours":1e+300,').replace('_4h"', '_1e+300h"') : line;
    });
    expect(verdictOf(resealed(beyond)).flaws).toContainEqual(
      expect.objectContaining({ check: 'outcome', line: at + 2, problem: 'its target is another moment' }),
    );
  });

  it('with outcomes left out is told of when they have been due for two weeks', () => {
    const without = entries().filter((line) => !line.includes('"kind":"outcome"'));
    const later = lines[0].replace('2026-03-30T', '2026-04-30T');
    const { flaws, flawCount } = verdictOf([later, ...resealed(without).slice(1)]);
    expect(flaws).toContainEqual(
      expect.objectContaining({ check: 'completeness', key: 'BTC-USDT_20260326T1000Z_1200_4h' }),
    );
    expect(flawCount).toBeGreaterThan(40);
  });

  it('and signed by somebody else is told by the key alone', () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const other = signerOf(privateKey.export({ type: 'pkcs8', format: 'pem' }) as string);
    const forged = resealed(entries(), other);
    expect(verdictOf(forged).verified).toBe(true);
    expect(verdictOf(forged, { publicKey: signer.publicKey }).flaws).toMatchObject([{ check: 'signature' }]);
  });
});

it('candles of one’s own make every outcome anew that they reach, and show one that they do not', () => {
  const { verified, outcomes, unproven } = verdictOf(lines, { prices: (symbol) => HOURS[symbol] });
  expect([verified, outcomes?.repriced]).toEqual([true, 34]);
  expect(unproven.join()).not.toContain('--candles');
  const other = (symbol: string) => ({ ...HOURS[symbol], close: HOURS[symbol].close.map((price) => price * 1.0001) });
  const { flaws, flawCount } = verdictOf(lines, { prices: other });
  expect([flaws[0].check, flawCount]).toEqual(['candles', 34]);
});

describe('a file that is no bundle', () => {
  it.each([
    ['nothing at all', () => [], 'the file is empty'],
    ['a byte order mark', () => [`\ufeff${lines[0]}`, ...lines.slice(1)], 'byte order mark'],
    ['line ends of Windows', () => lines.map((line) => line.replace('\n', '\r\n')), 'carriage return'],
    ['a line without end', () => ['x'.repeat(300_000)], 'longer than'],
    ['a source that there is not', () => changed(0, lines[0].replace('"live"', '"paper"')), '"paper" is no source'],
    ['a format of the future', () => changed(0, lines[0].replace('"schema":1', '"schema":2')), 'this verifier knows'],
    ['no header', () => lines.slice(1), 'does not begin with a header'],
    ['no footer', () => lines.slice(0, -1), 'ends without a footer'],
    ['a line of spaces', () => changed(4, '   \n'), 'canonical form'],
    ['brackets without end', () => changed(4, `${'['.repeat(100_000)}\n`), 'canonical form'],
    ['half a character', () => changed(4, Buffer.from([0x22, 0xc3, 0x22, 10])), 'not UTF-8'],
  ])('because it holds %s is refused with the reason', (_, made, reason) => {
    const { verified, flaws } = verdictOf(made());
    expect(verified).toBe(false);
    expect(flaws.map(({ problem }) => problem).join('\n')).toContain(reason);
  });
});

it('an empty record verifies and shows nothing', async () => {
  const empty: string[] = [];
  const request = {
    stores: kept.stores,
    source: 'recorded',
    signer,
    codeVersion: 'kept',
    clock: { now: () => EXPORTED },
  } as const;
  for await (const line of bundleLines(request)) empty.push(line);
  expect(verdictOf(empty)).toMatchObject({ verified: true, entries: { release: 0 }, head: GENESIS_HASH, days: [] });
});

const PROVEN = 'ETH-USDT_20260327T0900Z_1200';

it('a release is proven against the root of its day alone, and against no other root, entry or path', async () => {
  const stores = {
    ledger: kept.ledger,
    releases: { find: () => Promise.resolve({ request: { source: 'live' } }) },
  };
  const prove = (now: number) => proveRelease({ stores, clock: { now: () => now } } as unknown as Ports, PROVEN);
  const { root } = verdictOf(lines).days[1];

  const proof = await prove(EXPORTED);
  const changedProof = (from: string, to: string) =>
    JSON.parse(JSON.stringify(proof).replace(from, to)) as typeof proof;

  expect(checkProof({ ...proof }, { '2026-03-27': root })).toEqual({ key: PROVEN, day: '2026-03-27', root });
  expect(checkProof({ ...proof }, { '2026-03-27': '0'.repeat(64) })).toMatch(/you were told 0000/);
  expect(checkProof({ ...changedProof(PROVEN, PROVEN.replace('ETH', 'BTC')) }, {})).toMatch(/does not hash/);
  expect(checkProof({ ...proof, index: proof.index + 1 }, {})).toMatch(/does not lead/);
  expect(checkProof({ ...proof, siblings: ['x'] }, {})).toMatch(/no list of hashes/);
  expect(checkProof({ format: 'almanac-proof' }, {})).toMatch(/no proof/);
  await expect(prove(Date.parse('2026-03-27T23:00Z'))).rejects.toMatchObject({ code: 'input.invalid' });
});

/** Entries put into a new chain, with everything around it right. */
function resealed(rows: readonly string[], by = signer): string[] {
  let previousHash = GENESIS_HASH;
  const days = new DayRoots();
  const renamed = new Map<string, string>();
  const chained = rows.map((row, i) => {
    const { hash: before, ...entry } = { ...entryOf(row), sequence: i + 1, previousHash };
    const { releaseHash } = entry.body;
    if (releaseHash) entry.body = { ...entry.body, releaseHash: renamed.get(releaseHash) ?? releaseHash };
    previousHash = sha256(canonicalText(entry));
    renamed.set(before, previousHash);
    days.add(Date.parse(entry.committedAt), previousHash);
    return `${canonicalText({ ...entry, hash: previousHash })}\n`;
  });
  const header = `${canonicalText({ ...parsed(lines[0]), publicKey: by.publicKey })}\n`;
  const body = [header, ...chained, ...days.finalAt(EXPORTED).map((day) => `${lineText(day)}\n`)];
  const footer = { kind: 'footer', count: chained.length, head: previousHash, sha256: sha256(body.join('')) } as const;
  return [...body, `${lineText(signedFooter(footer, by))}\n`];
}

function entryOf(line: string) {
  return JSON.parse(line) as { hash: string; committedAt: string; body: { releaseHash?: string } };
}
