import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { backtestKey, recipeInForce, standingOf } from '../../../activities/candidacy.ts';
import { dueForCandidates, issueCandidate, judgeCandidates } from '../../../activities/candidate.ts';
import type { Ports, ReleaseRequest } from '../../../activities/ports.ts';
import { replayRelease } from '../../../activities/replay.ts';
import { planSlot } from '../../../activities/slot.ts';
import { openCompute } from '../../../adapters/compute/pool.ts';
import { nominateCandidate } from '../../../apps/operations/candidate.ts';
import { unaskedRequest } from '../../../apps/operations/request.ts';
import type { PairedForecast } from '../../../domain/ensemble/promotion.ts';
import type { PublishedForecast } from '../../../domain/ensemble/published.ts';
import { canonicalBytes } from '../../../domain/ledger/canonical.ts';
import { candidateForecast, pairOf } from '../../../domain/ledger/candidate-forecast.ts';
import { candidacyEntry } from '../../../domain/ledger/candidacy.ts';
import { verifyChain } from '../../../domain/ledger/chain.ts';
import { commitmentText } from '../../../domain/ledger/commitment.ts';
import { sha256 } from '../../../domain/ledger/hash.ts';
import { plannedReleaseId } from '../../../domain/ledger/release-id.ts';
import { DAY_MS, type EpochMs, HOUR_MS, MINUTE_MS } from '../../../domain/market/candles.ts';
import { Rng } from '../../../domain/numeric/random.ts';
import { forecastScores } from '../../../domain/scoring/forecast-scores.ts';
import { printedRelease } from '../../fixtures/release-document.ts';
import { settledRelease } from '../../fixtures/settled-release.ts';
import { hundredDaysCutoff, hundredDaysPast, marketFile, type MarketFile } from '../../fixtures/market-file.ts';
import { backDatedRequest, openPipeline, type Pipeline } from '../../fixtures/pipeline.ts';
import { NORMAL_QUANTILES } from '../../unit/ensemble/synthetic.ts';

const BTC = { source: 'simulated', symbol: 'BTC/USDT' } as const;
const [THREE, FOUR] = ['three-carry-1', 'four-carry-1'];
const TRYING = { candidateRecipe: THREE, symbols: [BTC.symbol], stacking: false };
/** Of planted releases. */
const HORIZON = 12;
const SIGMA = 0.02;
const { signal } = new AbortController();

let now: EpochMs = hundredDaysCutoff + MINUTE_MS;
const compute = openCompute({ threads: 2 });
let file: MarketFile;
let pipeline: Pipeline;
let ports: Ports;

beforeAll(async () => {
  file = await marketFile(hundredDaysPast);
  pipeline = await openPipeline({ compute });
  ports = { ...pipeline.ports, clock: { now: () => now } };
});

afterAll(async () => {
  await pipeline[Symbol.asyncDispose]();
  await compute[Symbol.asyncDispose]();
  await file[Symbol.asyncDispose]();
});

const requestAt = (cutoff: EpochMs): ReleaseRequest => ({
  ...backDatedRequest({ cutoff, candleFiles: [file.path] }),
  ...{ ...BTC, stream: 'planned', slot: '1200', releaseId: plannedReleaseId('simulated', BTC.symbol, '1200', cutoff) },
});
const objectOf = async <T>(request: ReleaseRequest, name: string) =>
  JSON.parse(new TextDecoder().decode(await ports.objects.get(`releases/${request.releaseId}/${name}`))) as T;
const issue = (id: string) => issueCandidate(ports, id, signal);
const rows = (kind: 'candidate' | 'rule') => ports.stores.ledger.entries('simulated', { kind });

describe('a candidate beside a real release', () => {
  let request: ReleaseRequest;
  beforeAll(async () => {
    request = requestAt(hundredDaysCutoff);
    await pipeline.release(request);
  });

  it('says nothing before its nomination stands in the record', async () => {
    expect(await dueForCandidates(ports, 'simulated')).toEqual([]);
    expect(await issue(request.releaseId)).toBe('nothing is tried any more');
    expect(await nominateCandidate(ports, TRYING, 'simulated')).toEqual([
      expect.stringMatching(/^BTC\/USDT: three-carry-1 is tried beside four-carry-1, ledger row \d+$/),
    ]);
    expect(await nominateCandidate(ports, TRYING, 'simulated')).toEqual([]);
    expect(await dueForCandidates(ports, 'simulated')).toEqual([request.releaseId]);
  });

  it('commits what it says once, from what the release stored, and leaves the release as it was', async () => {
    const before = await ports.stores.releases.find(request.releaseId);
    expect(await issue(request.releaseId)).toMatch(/^three-carry-1 at 4 h, 12 h, 24 h, ledger row \d+$/);
    expect(await dueForCandidates(ports, 'simulated')).toEqual([]);
    await issue(request.releaseId);
    const [entry, ...more] = await rows('candidate');
    expect(more).toEqual([]);
    expect(entry.key).toBe(`${request.releaseId}_three-carry-1`);
    expect(JSON.parse(entry.body)).toMatchObject({ recipe: THREE, beside: FOUR, releaseHash: before?.ledger?.hash });
    expect(await ports.stores.releases.find(request.releaseId)).toEqual(before);
    const replayed = await replayRelease(ports, request.releaseId, request.codeVersion, signal);
    expect(replayed.verdict).toBe('identical');
  });

  it('does not count once a horizon has closed: nothing is issued, and no row can be written', async () => {
    const late = await plantedRelease(hundredDaysCutoff - 3 * DAY_MS, SIGMA);
    now = late.cutoff + DAY_MS;
    const seen = (await rows('candidate')).length;
    const of = { ...late.candidate, releaseId: late.releaseId };
    await expect(ports.stores.candidates.issue('simulated', of, now)).rejects.toMatchObject({ code: 'store.conflict' });
    expect(await rows('candidate')).toHaveLength(seen);
    now = hundredDaysCutoff;
  });
});

describe('a candidate that is truly better, planted beside releases that are too wide', () => {
  const wide = 1.5;

  it('is scored beside what was published by the same function, and not promoted before its backtest and 60 releases', async () => {
    for (let i = 1; i <= 59; i++) await plantedPair(hundredDaysCutoff + i * DAY_MS, wide);
    expect(await judgeCandidates(ports, 'simulated')).toEqual([
      'BTC/USDT: three-carry-1 beside four-carry-1, 59 pairs at every horizon: wait',
    ]);
    const pairs = await ports.stores.candidates.pairs({ ...BTC, recipe: THREE, beside: FOUR }, 0);
    expect(pairs).toHaveLength(59);
    const [{ issuedAt, running, candidate }] = pairs;
    const outcome = outcomeAt(issuedAt);
    const crps = (factor: number) => forecastScores(normal(factor * SIGMA), 0.5, outcome).crps;
    expect(running).toBeCloseTo(crps(wide), 6);
    expect(candidate).toBeCloseTo(crps(1), 6);
  });

  it('is promoted by the rule, once, and its verdict stands in the record', async () => {
    await recordBacktest(wide);
    expect((await judgeCandidates(ports, 'simulated'))[0]).toMatch(/wait$/);
    await plantedPair(hundredDaysCutoff + 60 * DAY_MS, wide);
    expect((await judgeCandidates(ports, 'simulated'))[0]).toMatch(/60 pairs at every horizon: promote$/);
    expect((await judgeCandidates(ports, 'simulated'))[0]).toMatch(
      /^BTC\/USDT: four-carry-1 beside three-carry-1, 0 pairs/,
    );
    const events = (await rows('rule')).map(({ key }) => key);
    expect(events).toEqual(['nominated', 'backtested', 'promoted'].map((event) => `${event}_BTC-USDT_three-carry-1`));
    verifyChain(await ports.stores.ledger.entries('simulated'));
  });

  it('makes the next release, which names it and replays identically', async () => {
    const slot = { slot: '1200', source: 'simulated', symbols: [BTC.symbol, 'ETH/USDT'] } as const;
    const next = requestAt(hundredDaysCutoff);
    const { horizonsHours, seed, codeVersion, cards } = next;
    const plan = { horizonsHours, seed, codeVersion, cards, zone: 'UTC' };
    now = Math.ceil(now / DAY_MS) * DAY_MS + DAY_MS / 2;
    const [btc, eth] = await planSlot(ports, plan, slot, now);
    expect([btc.recipe, eth.recipe]).toEqual([THREE, undefined]);
    const asked = await unaskedRequest({ ports, plan }, { symbol: BTC.symbol, source: BTC.source });
    expect(asked).toMatchObject({ stream: 'manual', recipe: THREE });
    const request = { ...next, recipe: btc.recipe ?? '', releaseId: 'after_promotion' };
    await pipeline.release(request);
    const stored = await ports.stores.releases.find(request.releaseId);
    expect(stored?.document).toMatchObject({ status: 'published', recipe: THREE });
    const committed = await ports.stores.ledger.find('simulated', 'release', request.releaseId);
    expect(JSON.parse(committed?.body ?? '{}')).toMatchObject({ recipe: THREE });
    for (const { members } of await objectOf<PublishedForecast[]>(request, 'forecasts.json')) {
      const carriers = members.flatMap(({ model, weight }) => (weight > 0 ? [model] : []));
      expect(carriers).toEqual(expect.not.arrayContaining(['analogues']));
    }
    const { verdict } = await replayRelease(ports, request.releaseId, request.codeVersion, signal);
    expect(verdict).toBe('identical');
  });

  it('gives its place back when it is proven worse than what it replaced', async () => {
    const { trial } = await standingOf(ports.stores, BTC);
    expect(trial).toMatchObject({ recipe: FOUR, beside: THREE, kind: 'predecessor' });
    for (let i = 62; i <= 121; i++) await plantedPair(hundredDaysCutoff + i * DAY_MS, 5, { recipe: THREE });
    expect((await judgeCandidates(ports, 'simulated'))[0]).toMatch(/demote$/);
    expect(await recipeInForce(ports.stores, BTC)).toEqual({ recipe: FOUR });
    expect(await nominateCandidate(ports, TRYING, 'simulated')).toEqual([
      'BTC/USDT: three-carry-1 was rejected and is not tried again; another attempt is another version',
    ]);
  });
});

const normal = (sigma: number) => Float64Array.from(NORMAL_QUANTILES, (z) => sigma * z);
const said = [{ horizonHours: HORIZON, pUp: 0.5, quantiles: [...normal(SIGMA)] }];
const outcomeAt = (cutoff: EpochMs) => SIGMA * Rng.seeded(`outcome ${cutoff}`).normal();
const madeUp = printedRelease({ source: 'simulated' });
const settled = settledRelease(4).body;

/** Published, with one normal distribution at every horizon. */
async function plantedRelease(cutoff: EpochMs, sigma: number, used: Pick<ReleaseRequest, 'recipe'> = {}) {
  const request = { ...requestAt(cutoff), ...used };
  const { releaseId } = request;
  const basePrice = madeUp.basePrice ?? 1;
  const prices = Array.from(normal(sigma), (logReturn) => basePrice * Math.exp(logReturn));
  const { ledger: _, timingsMs: __, ...document } = madeUp;
  const [forecast] = document.forecasts;
  const forecasts = [{ ...forecast, horizonHours: HORIZON, quantiles: prices, members: [] }];
  const planted = {
    ...document,
    releaseId,
    forecasts,
    stream: 'planned' as const,
    cutoff: new Date(cutoff).toISOString(),
  };
  await ports.stores.releases.begin(request);
  const entry = { ...BTC, kind: 'release', schema: 2, key: releaseId, body: commitmentText(planted) } as const;
  const { hash } = await ports.stores.ledger.append(entry, cutoff + MINUTE_MS, { document: planted, publications: [] });
  const beside = used.recipe === undefined ? { recipe: THREE, beside: FOUR } : { recipe: FOUR, beside: THREE };
  const of = { releaseId, releaseHash: hash, symbol: BTC.symbol, ...beside, learnedSha256: 'a'.repeat(64), cutoff };
  const candidate = candidateForecast({ ...of, basePrice }, said, cutoff + MINUTE_MS);
  return { releaseId, cutoff, candidate };
}

/** A release that is so much too wide, a candidate that is right, and what came. */
async function plantedPair(cutoff: EpochMs, wide: number, used: Pick<ReleaseRequest, 'recipe'> = {}): Promise<void> {
  const { candidate, releaseId } = await plantedRelease(cutoff, wide * SIGMA, used);
  now = cutoff + 25 * MINUTE_MS;
  await ports.stores.candidates.issue('simulated', candidate, now);
  const logReturn = outcomeAt(cutoff);
  const targetTime = new Date(cutoff + HORIZON * HOUR_MS).toISOString();
  const scores = forecastScores(normal(wide * SIGMA), 0.5, logReturn);
  const outcome = { ...settled, releaseId, horizonHours: HORIZON, logReturn, scores, targetTime };
  now = cutoff + DAY_MS;
  await ports.stores.outcomes.record('simulated', outcome, now);
}

async function recordBacktest(wide: number): Promise<void> {
  const pairs: PairedForecast[] = Array.from({ length: 700 }, (_, i) => {
    const issuedAt = hundredDaysCutoff - (701 - i) * DAY_MS;
    const [running, candidate] = [normal(wide * SIGMA), normal(SIGMA)];
    return pairOf({ issuedAt, horizonHours: HORIZON, running, candidate, outcome: outcomeAt(issuedAt) });
  });
  const bytes = canonicalBytes(pairs);
  const pairsSha256 = sha256(bytes);
  await ports.objects.putIfAbsent(backtestKey(BTC.symbol, THREE, pairsSha256), bytes, 'application/json');
  const of = { name: 'recipe', event: 'backtested', symbol: BTC.symbol, recipe: THREE, beside: FOUR } as const;
  const span = { from: pairs[0].issuedAt, to: hundredDaysCutoff, candlesSha256: '', codeVersion: '', horizons: [] };
  const entry = candidacyEntry({ ...of, ...span, pairsSha256 });
  await ports.stores.ledger.append({ source: 'simulated', ...entry }, now);
}
