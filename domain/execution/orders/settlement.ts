/** How an `unknown` order is settled: by asking the venue, never by repeating and never by waiting (INCIDENTS 2.2, O4, O5). */
import type { EpochMs } from '../../market/candles.ts';

export const QUESTIONS = ['by-client-id', 'open-orders', 'fills'] as const;
export type Question = (typeof QUESTIONS)[number];

/** `no-answer`: a failure of the transport or of the venue. It never counts as a "not found". */
export type Answer = 'found' | 'not-found' | 'no-answer';

/** Rounds of three questions that all have to be answered with "not found" before an order counts as absent. */
export const ROUNDS = 2;

export interface Settlement {
  readonly since: EpochMs;
  /** Rounds in which every question was answered with "not found". */
  readonly roundsNotFound: number;
  /** Questions of the round under way that were answered so. */
  readonly notFound: readonly Question[];
  /** Before it nothing is asked: the venue may lag behind what it has accepted. */
  readonly askFrom: EpochMs;
}

/** The first round begins no earlier than the venue's settling time after the silence. */
export function openSettlement(now: EpochMs, settlingMs: number): Settlement {
  return { since: now, roundsNotFound: 0, notFound: [], askFrom: now + settlingMs };
}

/** The question to ask now; null: it is not yet time, or everything has been answered. */
export function nextQuestion({ askFrom, notFound, roundsNotFound }: Settlement, now: EpochMs): Question | null {
  if (now < askFrom || roundsNotFound >= ROUNDS) return null;
  return QUESTIONS.find((question) => !notFound.includes(question)) ?? null;
}

/**
 * After an answer. A round without an answer begins anew, and so does the count of rounds when the order is found: then
 * the venue tells its state, and that ends `unknown`.
 */
export function afterAnswer(
  before: Settlement,
  question: Question,
  answer: Answer,
  now: EpochMs,
  settlingMs: number,
): Settlement {
  if (answer !== 'not-found') {
    const roundsNotFound = answer === 'found' ? 0 : before.roundsNotFound;
    return { ...before, roundsNotFound, notFound: [], askFrom: now + settlingMs };
  }
  const notFound = before.notFound.includes(question) ? before.notFound : [...before.notFound, question];
  if (notFound.length < QUESTIONS.length) return { ...before, notFound };
  return { ...before, roundsNotFound: before.roundsNotFound + 1, notFound: [], askFrom: now + settlingMs };
}

/** All three questions, twice, with the settling time between, and never a failure taken for an answer. */
export function isAbsent({ roundsNotFound }: Settlement): boolean {
  return roundsNotFound >= ROUNDS;
}
