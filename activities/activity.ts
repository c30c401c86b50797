/** What every activity has around it: heartbeats while it works, and errors as codes a workflow can decide on. */
import { ApplicationFailure, CancelledFailure, Context } from '@temporalio/activity';
import { AlmanacError, type ErrorBody, type ErrorCode } from '../domain/errors.ts';

const HEARTBEAT_MS = 1_500;
/** An error without a code is a defect: tried again in case it was the moment, then told as it is. */
const ATTEMPTS_FOR_DEFECTS = 3;

/** The world may answer later: these are asked again until the deadline. Everything else is an answer. */
export const PASSING: ReadonlySet<ErrorCode> = new Set([
  'store.unreachable',
  'store.full',
  'source.unreachable',
  'engine.unreachable',
]);

const DEFECTS: ReadonlySet<ErrorCode> = new Set(['internal', 'model.failed', 'model.timeout']);

export async function asActivity<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const context = Context.current();
  const beat = setInterval(() => context.heartbeat(), HEARTBEAT_MS);
  try {
    return await work(context.cancellationSignal);
  } catch (failure) {
    if (failure instanceof CancelledFailure || failure instanceof ApplicationFailure) throw failure;
    throw asFailure(failure, context.info.attempt, context.info.activityType);
  } finally {
    clearInterval(beat);
  }
}

function asFailure(failure: unknown, attempt: number, step: string): ApplicationFailure {
  const body = bodyOf(failure, step);
  const passing = PASSING.has(body.code) || (DEFECTS.has(body.code) && attempt < ATTEMPTS_FOR_DEFECTS);
  return ApplicationFailure.create({
    type: body.code,
    message: body.message,
    nonRetryable: !passing,
    details: [body],
    ...(failure instanceof Error && { cause: failure }),
  });
}

function bodyOf(failure: unknown, step: string): ErrorBody {
  if (failure instanceof AlmanacError) return failure.body();
  const message = failure instanceof Error ? failure.message : String(failure);
  return {
    code: 'internal',
    message: `The step "${step}" failed unexpectedly: ${message}`,
    detail: { step },
    world: 'nothing-happened',
  };
}
