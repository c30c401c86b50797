/** One run of the workflow as the server has it: what happened, what waits to be told, and what is under way. */
import type { Workflow } from '@temporalio/worker/lib/workflow/interface.js';
import type { Command, Job, Schedule, Task } from './sandbox.ts';
import type { FlowExecutor } from './surroundings.ts';

/** One activity that was asked for, through all its attempts. */
export interface Scheduled {
  readonly schedule: Schedule;
  attempt: number;
  isResolved: boolean;
}

export class Run {
  readonly runId: string;
  readonly startedAt: number;
  /** Every task that was completed, and what it commanded. */
  readonly tasks: { readonly task: Task; readonly commands: string }[] = [];
  readonly timers = new Set<number>();
  readonly activities = new Map<number, Scheduled>();
  /** Not told yet. */
  pending: Job[];
  /** Events of the history. */
  length = 2;
  isTaskDue = false;
  isClosed = false;
  cached: { readonly workflow: Workflow; readonly owner: FlowExecutor } | null = null;

  constructor(runId: string, startedAt: number, init: Job) {
    this.runId = runId;
    this.startedAt = startedAt;
    this.pending = [init];
  }
}

/** By what a replay is compared: the server has the kind, the number and the name of each command. */
export function commandsText(commands: readonly Command[]): string {
  return commands.map(commandText).join('; ');
}

function commandText(command: Command): string {
  const kind = Object.keys(command).find((key) => command[key as keyof Command] != null && key !== 'userMetadata');
  const { scheduleActivity, startTimer, cancelTimer, updateResponse } = command;
  const seq = scheduleActivity?.seq ?? startTimer?.seq ?? cancelTimer?.seq ?? '';
  return `${kind} ${seq}${scheduleActivity?.activityType ?? updateResponse?.protocolInstanceId ?? ''}`;
}
