/** Around every activity: a failure is told, and leaves for the engine's history without any secret in it (INCIDENTS T18). */
import type {
  ActivityExecuteInput,
  ActivityInboundCallsInterceptor,
  ActivityInterceptorsFactory,
  Next,
} from '@temporalio/worker';
import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import { ERROR_CODES, type ErrorCode } from '../../domain/errors.ts';
import type { Redact } from './redact.ts';
import type { Telemetry } from './telemetry.ts';

export function failedAttempts({ tell, redact }: Pick<Telemetry, 'tell' | 'redact'>): ActivityInterceptorsFactory {
  return ({ info }) => ({
    inbound: {
      async execute(input: ActivityExecuteInput, next: Next<ActivityInboundCallsInterceptor, 'execute'>) {
        try {
          return await next(input);
        } catch (failure) {
          if (failure instanceof CancelledFailure) throw failure;
          const shown = withoutSecrets(failure, redact);
          const { activityType: activity, attempt, workflowExecution } = info;
          const workflowId = workflowExecution?.workflowId ?? 'none';
          tell({ kind: 'activity-failed', activity, workflowId, attempt, code: codeOf(shown), problem: shown.message });
          throw shown;
        }
      },
    },
  });
}

/** The same failure in every word but the secret ones; causes and stacks included. */
function withoutSecrets(failure: unknown, redact: Redact): Error {
  if (failure instanceof ApplicationFailure) return withoutSecretsIn(failure, redact);
  const { name = 'Error', message = String(failure), stack, cause } = failure as Partial<Error>;
  const shown = new Error(redact(message), cause === undefined ? undefined : { cause: withoutSecrets(cause, redact) });
  shown.name = name;
  if (stack !== undefined) shown.stack = redact(stack);
  return shown;
}

function withoutSecretsIn(failure: ApplicationFailure, redact: Redact): ApplicationFailure {
  const { type, nonRetryable, details, cause, nextRetryDelay, stack } = failure;
  const shown = ApplicationFailure.create({
    message: redact(failure.message),
    ...(type != null && { type }),
    ...(nonRetryable != null && { nonRetryable }),
    ...(details != null && { details: JSON.parse(redact(JSON.stringify(details))) as unknown[] }),
    ...(nextRetryDelay != null && { nextRetryDelay }),
    ...(cause && { cause: withoutSecrets(cause, redact) }),
  });
  if (stack !== undefined) shown.stack = redact(stack);
  return shown;
}

function codeOf(failure: Error): ErrorCode {
  const type = failure instanceof ApplicationFailure ? failure.type : null;
  return ERROR_CODES.find((code) => code === type) ?? 'internal';
}
