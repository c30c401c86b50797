/** References, not data, travel through Temporal: anything over 32 KB is an error that names who sent it, and is not tried again. */
import type { ActivityExecuteInput, ActivityInboundCallsInterceptor, Next } from '@temporalio/worker';
import type { WorkflowClientInterceptor } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { Context } from '@temporalio/activity';

export const MAX_PAYLOAD_BYTES = 32 * 1024;

/** For workers: what an activity is given and what it answers. */
export class PayloadLimit implements ActivityInboundCallsInterceptor {
  readonly #activity: string;

  constructor(context: Context) {
    this.#activity = context.info.activityType;
  }

  async execute(input: ActivityExecuteInput, next: Next<ActivityInboundCallsInterceptor, 'execute'>): Promise<unknown> {
    for (const argument of input.args) refuseOversize(argument, `an argument of the activity "${this.#activity}"`);
    const answer = await next(input);
    refuseOversize(answer, `the answer of the activity "${this.#activity}"`);
    return answer;
  }
}

/** For clients: what a workflow is started with. */
export const clientPayloadLimit: WorkflowClientInterceptor = {
  async startWithDetails(input, next) {
    for (const argument of input.options.args)
      refuseOversize(argument, `an argument of the workflow "${input.workflowType}"`);
    return await next(input);
  },
};

function refuseOversize(value: unknown, whose: string): void {
  const bytes = Buffer.byteLength(JSON.stringify(value) ?? '');
  if (bytes <= MAX_PAYLOAD_BYTES) return;
  const message = `${whose} has ${bytes} bytes; at most ${MAX_PAYLOAD_BYTES} may travel through Temporal. Store it and pass the reference.`;
  throw ApplicationFailure.nonRetryable(message, 'payload.too-large', {
    code: 'payload.too-large',
    message,
    detail: { bytes },
    world: 'nothing-happened',
  });
}
