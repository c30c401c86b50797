/** Workflow code in the sandbox that the SDK makes for it, without a server: whoever holds it says what the workflow hears. */
import vm from 'node:vm';
import { TypedSearchAttributes } from '@temporalio/common';
import { msToTs } from '@temporalio/common/lib/time.js';
import type { Workflow } from '@temporalio/worker/lib/workflow/interface.js';
import { ReusableVMWorkflowCreator } from '@temporalio/worker/lib/workflow/reusable-vm.js';
import { EXECUTION_QUEUE } from '../../../workflows/messages.ts';

type Activation = Parameters<Workflow['activate']>[0];
type Completion = Awaited<ReturnType<Workflow['activate']>>;
/** What a workflow is told: a signal, a timer that fired, what became of an activity. */
export type Job = NonNullable<Activation['jobs']>[number];
/** What it asks for: a timer, an activity, a new history. */
export type Command = NonNullable<NonNullable<Completion['successful']>['commands']>[number];
export type Schedule = NonNullable<Command['scheduleActivity']>;
export type Resolution = NonNullable<NonNullable<Job['resolveActivity']>['result']>;

/** One workflow task as the history has it. */
export interface Task {
  readonly at: number;
  readonly historyLength: number;
  readonly jobs: readonly Job[];
}

const TASK_TIMEOUT_MS = 5_000;
const FILENAME = 'workflow-bundle.js';
const NO_SOURCE_MAP = { version: 3, sources: [], names: [], mappings: '', file: FILENAME };

export class Sandbox {
  readonly #creator: ReusableVMWorkflowCreator;

  constructor(code: string) {
    const bundle = { code, filename: FILENAME, sourceMap: NO_SOURCE_MAP as never };
    const script = new vm.Script(code, { filename: FILENAME });
    this.#creator = new ReusableVMWorkflowCreator(script, bundle, TASK_TIMEOUT_MS, new Set());
  }

  async start(workflowType: string, workflowId: string, runId: string, now: number): Promise<Workflow> {
    const info = {
      ...{ workflowId, runId, workflowType, taskQueue: EXECUTION_QUEUE, namespace: 'default' },
      ...{ firstExecutionRunId: runId, originalExecutionRunId: runId, continuedFromExecutionRunId: undefined },
      ...{ searchAttributes: {}, typedSearchAttributes: new TypedSearchAttributes(), attempt: 1 },
      ...{ startTime: new Date(now), runStartTime: new Date(now), taskTimeoutMs: TASK_TIMEOUT_MS },
      ...{ historyLength: 0, historySize: 0, continueAsNewSuggested: false },
      ...{ targetWorkerDeploymentVersionChanged: false, currentBuildId: '' },
      unsafe: { now: () => now, isReplaying: false, isReplayingHistoryEvents: false },
    };
    const randomnessSeed = Array.from({ length: 8 }, (_, i) => (runId.length * 31 + i) % 256);
    return await this.#creator.createWorkflow({
      info: info as never,
      randomnessSeed,
      now,
      showStackTraceSources: false,
    });
  }
}

/** Signals and updates first, as the SDK's core orders what a task brings. */
export async function perform(
  workflow: Workflow,
  runId: string,
  { at, historyLength, jobs }: Task,
  isReplaying: boolean,
): Promise<Completion> {
  const isMessage = (job: Job) => job.signalWorkflow != null || job.doUpdate != null || job.initializeWorkflow != null;
  const ordered = [...jobs.filter(isMessage), ...jobs.filter((job) => !isMessage(job))];
  const known = { availableInternalFlags: SDK_FLAGS, lastSdkVersion: '' };
  return await workflow.activate({ runId, timestamp: msToTs(at), isReplaying, historyLength, jobs: ordered, ...known });
}

/** What a history of this SDK has from its first task on. */
const SDK_FLAGS = [1, 2];
