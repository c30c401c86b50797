/** `models backtest`: records what an evaluation found of the candidate, once; the rule looks at it from then on. */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { backtestKey, decide, standingOf } from '../../activities/candidacy.ts';
import type { Ports, SlotRequest } from '../../activities/ports.ts';
import { FEWEST_BACKTEST_DECISIONS } from '../../domain/ensemble/promotion.ts';
import { AlmanacError } from '../../domain/errors.ts';
import { backtestedBy, type CandidateBacktest } from '../../domain/ledger/backtest.ts';
import { canonicalBytes } from '../../domain/ledger/canonical.ts';
import { type Backtested, candidacyEntry, type Judged, type Trial } from '../../domain/ledger/candidacy.ts';
import { sha256 } from '../../domain/ledger/hash.ts';

export interface BacktestArguments {
  /** Absolute path of the file that `evaluate --candidate` wrote. */
  readonly file: string;
  readonly source: SlotRequest['source'];
}

export interface RecordedBacktest extends Pick<Judged, 'verdict' | 'reasons'> {
  readonly backtest: Backtested;
}

const FILE = z.object({
  schema: z.literal(1),
  symbol: z.string(),
  recipe: z.string(),
  beside: z.string(),
  from: z.int(),
  to: z.int(),
  candlesSha256: z.string(),
  codeVersion: z.string(),
  pairs: z.array(
    z.object({
      issuedAt: z.int(),
      resolvedAt: z.int(),
      horizonHours: z.number().positive(),
      running: z.number().min(0),
      candidate: z.number().min(0),
      bound: z.number().min(0),
    }),
  ),
});

/** @throws AlmanacError input.invalid, input.unreadable-file; then nothing is recorded */
export async function recordBacktest(
  ports: Pick<Ports, 'stores' | 'objects' | 'clock'>,
  { file, source }: BacktestArguments,
): Promise<RecordedBacktest> {
  const found = await readBacktest(file);
  const market = { source, symbol: found.symbol };
  checkTrial((await standingOf(ports.stores, market)).trial, found);
  const bytes = canonicalBytes(found.pairs);
  const pairsSha256 = sha256(bytes);
  const backtest = backtestedBy(found, pairsSha256);
  checkLength(backtest);
  await ports.objects.putIfAbsent(backtestKey(found.symbol, found.recipe, pairsSha256), bytes, 'application/json');
  await ports.stores.ledger.append({ source, ...candidacyEntry(backtest) }, ports.clock.now());
  const { trial } = await standingOf(ports.stores, market);
  if (!trial?.backtest) throw new AlmanacError('store.conflict', 'The trial has just ended; look again.');
  const { verdict, reasons } = await decide(ports, market, trial);
  return { verdict, reasons, backtest: trial.backtest };
}

async function readBacktest(file: string): Promise<CandidateBacktest> {
  const text = await readFile(file, 'utf8').catch(() => null);
  const read = FILE.safeParse(text === null ? null : jsonOf(text));
  if (read.success) return read.data;
  const sentence = `${file} is not what "evaluate --candidate" writes (candidate.json).`;
  throw new AlmanacError('input.unreadable-file', sentence, { file });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (failure) {
    if (failure instanceof SyntaxError) return null;
    throw failure;
  }
}

function checkTrial(trial: Trial | null, { symbol, recipe, beside }: CandidateBacktest): void {
  const isTried = trial?.kind === 'candidate' && trial.recipe === recipe && trial.beside === beside;
  const problem = !isTried
    ? `${symbol}: ${recipe} is not tried beside ${beside}; "npm start" with CANDIDATE_RECIPE=${recipe} nominates it.`
    : trial.backtest
      ? `${symbol}: ${recipe} has had its backtest; another attempt is another version.`
      : null;
  if (problem) throw new AlmanacError('input.invalid', problem, { symbol, recipe });
}

function checkLength({ horizons }: Backtested): void {
  const short = horizons.find(({ decisions }) => decisions < FEWEST_BACKTEST_DECISIONS);
  if (horizons.length > 0 && !short) return;
  const sentence = `A backtest has at least ${FEWEST_BACKTEST_DECISIONS} decisions at every horizon, this one ${short?.decisions ?? 0}; choose a longer span.`;
  throw new AlmanacError('input.invalid', sentence, { decisions: short?.decisions ?? 0 });
}
