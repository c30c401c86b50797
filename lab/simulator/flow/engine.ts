/**
 * What the workflow engine promises, and no more: tasks and activities are told at least once and in order, an activity
 * whose worker is silent is tried again as its policy says, a workflow whose worker is gone is made anew from its history,
 * and a run that is to begin anew while something waits to be told is told that first.
 */
import { defaultFailureConverter, defaultPayloadConverter, type Payload } from '@temporalio/common';
import { tsToMs } from '@temporalio/common/lib/time.js';
import { ACCOUNT_WORKFLOW, type AccountRun, accountWorkflowId } from '../../../workflows/messages.ts';
import { commandsText, Run, type Scheduled } from './history.ts';
import { type Command, type Job, perform, type Resolution, type Task } from './sandbox.ts';
import type { FlowExecutor, FlowSurroundings } from './surroundings.ts';

type Failure = ReturnType<typeof defaultFailureConverter.errorToFailure>;

const HOP_MS = 40;
/** How often a task that nobody takes is offered. */
const OFFER_AGAIN_MS = 500;
const LONGEST_HISTORY_EVENTS = 4_000;

export class FlowEngine {
  readonly #world: FlowSurroundings;
  readonly #workflowId: string;
  readonly #answers = new Map<string, (result: unknown) => void>();
  #runs = 0;
  #updates = 0;
  run: Run;
  isAway = false;
  longestHistory = 0;

  constructor(world: FlowSurroundings, input: AccountRun) {
    this.#world = world;
    this.#workflowId = accountWorkflowId(input.wanted.accountId);
    this.run = this.#begin([defaultPayloadConverter.toPayload(input)]);
  }

  get runs(): number {
    return this.#runs;
  }

  signal(signalName: string, value: unknown): void {
    this.run.length += 1;
    this.#tell({ signalWorkflow: { signalName, input: [defaultPayloadConverter.toPayload(value)] } });
  }

  /** Settles when the workflow has answered. */
  update(name: string): Promise<unknown> {
    const id = `update-${++this.#updates}`;
    const { promise, resolve } = Promise.withResolvers<unknown>();
    this.#answers.set(id, resolve);
    this.run.length += 2;
    const meta = { identity: 'a person', updateId: id };
    this.#tell({ doUpdate: { id, protocolInstanceId: id, name, input: [], headers: {}, meta, runValidator: true } });
    return promise;
  }

  /** Questions of people that no answer came to. */
  get unanswered(): number {
    return this.#answers.size;
  }

  /** A process is gone: what it had in its hands is given to another, at once or when its heartbeats are missed. */
  lost(executor: FlowExecutor): void {
    if (this.run.cached?.owner === executor) this.run.cached = null;
  }

  #begin(input: Payload[]): Run {
    const { clock } = this.#world;
    const runId = `run-${++this.#runs}`;
    const started = { workflowType: ACCOUNT_WORKFLOW, workflowId: this.#workflowId, arguments: input, headers: {} };
    const run = new Run(runId, clock.now(), {
      initializeWorkflow: { ...started, attempt: 1, firstExecutionRunId: 'run-1' },
    });
    this.run = run;
    this.#wake(run);
    return run;
  }

  #tell(job: Job, run = this.run): void {
    if (run.isClosed) return;
    run.pending.push(job);
    this.#wake(run);
  }

  #wake(run: Run): void {
    if (run.isTaskDue || run.pending.length === 0 || run.isClosed) return;
    run.isTaskDue = true;
    this.#world.queue.after(this.#hop(), () => this.#offerTask(run));
  }

  async #offerTask(run: Run): Promise<void> {
    const { queue, clock } = this.#world;
    const executor = this.isAway ? null : (run.cached?.owner ?? this.#world.anExecutor());
    if (executor === null) return queue.after(OFFER_AGAIN_MS, () => this.#offerTask(run));
    const task = { at: clock.now(), historyLength: run.length + 2, jobs: run.pending };
    run.pending = [];
    const commands = await this.#think(run, executor, task);
    if (commands === null) return;
    queue.after(this.#hop(), () => this.#conclude(run, executor, task, commands));
  }

  /** The workflow's own code, from the cache or made anew from its history; null: it failed, which it never may. */
  async #think(run: Run, executor: FlowExecutor, task: Task): Promise<readonly Command[] | null> {
    const { faults, violations } = this.#world;
    if (faults.happens('workflow-evicted')) run.cached = null;
    run.cached ??= { workflow: await this.#replayed(run), owner: executor };
    const { successful, failed } = await perform(run.cached.workflow, run.runId, task, false);
    if (failed) violations.add(`a workflow task failed: ${failed.failure?.message}`);
    return failed ? null : (successful?.commands ?? []);
  }

  async #replayed(run: Run): Promise<NonNullable<Run['cached']>['workflow']> {
    const { sandbox, violations } = this.#world;
    const workflow = await sandbox.start(ACCOUNT_WORKFLOW, this.#workflowId, run.runId, run.startedAt);
    for (const { task, commands } of run.tasks) {
      const { successful, failed } = await perform(workflow, run.runId, task, true);
      const again = commandsText(successful?.commands ?? []);
      if (!failed && again === commands) continue;
      violations.add(`a replay commands "${again}" where there was "${commands}"`);
      break;
    }
    return workflow;
  }

  /** What the workflow commanded becomes history, unless its worker is gone or something has come meanwhile. */
  #conclude(run: Run, executor: FlowExecutor, task: Task, commands: readonly Command[]): void {
    const { faults } = this.#world;
    run.isTaskDue = false;
    if (executor.isAlive && faults.happens('worker-killed-in-task')) executor.kill();
    const isBeginningAnew = commands.some(
      ({ continueAsNewWorkflowExecution }) => continueAsNewWorkflowExecution != null,
    );
    if (!executor.isAlive || (isBeginningAnew && run.pending.length > 0)) {
      run.cached = null;
      run.pending = [...task.jobs, ...run.pending];
      run.length += executor.isAlive ? 3 : 0;
      return this.#wake(run);
    }
    run.length += 3;
    run.tasks.push({ task, commands: commandsText(commands) });
    for (const command of commands) this.#carryOut(run, command);
    this.#measure(run);
    this.#wake(run);
  }

  #measure({ length }: Run): void {
    this.longestHistory = Math.max(this.longestHistory, length);
    if (length >= LONGEST_HISTORY_EVENTS) this.#world.violations.add('a history has 4,000 events');
  }

  #carryOut(run: Run, command: Command): void {
    const { scheduleActivity, startTimer, cancelTimer, updateResponse, continueAsNewWorkflowExecution } = command;
    run.length += 1;
    if (scheduleActivity) this.#schedule(run, { schedule: scheduleActivity, attempt: 0, isResolved: false });
    else if (startTimer) this.#startTimer(run, startTimer.seq as number, tsToMs(startTimer.startToFireTimeout));
    else if (cancelTimer) run.timers.delete(cancelTimer.seq as number);
    else if (updateResponse) this.#answer(updateResponse);
    else if (continueAsNewWorkflowExecution) this.#beginAnew(run, continueAsNewWorkflowExecution.arguments ?? []);
    else this.#world.violations.add(`the workflow commanded ${commandsText([command])}${failureText(command)}`);
  }

  #beginAnew(run: Run, input: Payload[]): void {
    run.isClosed = true;
    if (this.#answers.size > 0) this.#world.violations.add('a history ended with a question of a person in it');
    this.#begin(input);
  }

  #startTimer(run: Run, seq: number, ms: number): void {
    run.timers.add(seq);
    this.#world.queue.after(ms, () => {
      if (!run.timers.delete(seq) || run.isClosed) return;
      run.length += 1;
      this.#tell({ fireTimer: { seq } }, run);
    });
  }

  #answer({ protocolInstanceId, completed, rejected }: NonNullable<Command['updateResponse']>): void {
    if (completed == null && rejected == null) return;
    const id = protocolInstanceId as string;
    this.#answers.get(id)?.(completed && defaultPayloadConverter.fromPayload(completed));
    this.#answers.delete(id);
  }

  #schedule(run: Run, activity: Scheduled): void {
    run.activities.set(activity.schedule.seq as number, activity);
    this.#world.queue.after(this.#hop(), () => this.#offer(run, activity));
  }

  #offer(run: Run, activity: Scheduled): void {
    const { queue } = this.#world;
    if (run.isClosed || activity.isResolved) return;
    const executor = this.isAway ? null : this.#world.anExecutor();
    if (executor === null) return queue.after(OFFER_AGAIN_MS, () => this.#offer(run, activity));
    const attempt = ++activity.attempt;
    const { schedule } = activity;
    /** Whoever speaks first of this attempt is believed. */
    const once = (resolve: () => void) => () => {
      if (activity.attempt === attempt && !activity.isResolved && !run.isClosed) resolve();
    };
    const timeOut = once(() => this.#failed(run, activity, TIMED_OUT));
    const afterHeartbeats = () => queue.after(tsToMs(schedule.heartbeatTimeout), timeOut);
    const work = executor.perform(schedule, attempt, afterHeartbeats);
    queue.after(tsToMs(schedule.startToCloseTimeout), timeOut);
    const say = (resolve: () => void) => {
      if (!executor.isAlive || this.#world.faults.happens('activity-answer-lost')) return afterHeartbeats();
      queue.after(this.#hop(), once(resolve));
    };
    work.then(
      (result) =>
        say(() => this.#resolved(run, activity, { completed: { result: defaultPayloadConverter.toPayload(result) } })),
      (failure: unknown) =>
        say(() =>
          this.#failed(run, activity, defaultFailureConverter.errorToFailure(failure, defaultPayloadConverter)),
        ),
    );
  }

  #failed(run: Run, activity: Scheduled, failure: Failure): void {
    const { schedule, attempt } = activity;
    const { maximumAttempts, initialInterval, maximumInterval, backoffCoefficient } = schedule.retryPolicy ?? {};
    const isLast = maximumAttempts ? attempt >= maximumAttempts : false;
    if (isLast || failure.applicationFailureInfo?.nonRetryable) {
      const { activityId = '', activityType: name = '' } = schedule;
      const activityFailureInfo = { activityId, activityType: { name } };
      const told = { message: 'Activity task failed', cause: failure, activityFailureInfo };
      return this.#resolved(run, activity, { failed: { failure: told } });
    }
    const backoff = tsToMs(initialInterval) * (backoffCoefficient ?? 2) ** Math.min(attempt - 1, 20);
    this.#world.queue.after(Math.min(backoff, tsToMs(maximumInterval)), () => this.#offer(run, activity));
  }

  #resolved(run: Run, activity: Scheduled, result: Resolution): void {
    activity.isResolved = true;
    run.length += 2;
    const seq = activity.schedule.seq as number;
    run.activities.delete(seq);
    this.#tell({ resolveActivity: { seq, result } }, run);
  }

  #hop(): number {
    return 1 + HOP_MS * this.#world.rng.uniform();
  }
}

function failureText({ failWorkflowExecution }: Command): string {
  return failWorkflowExecution?.failure?.message ?? '';
}

const TIMED_OUT: Failure = { message: 'activity Heartbeat timeout', timeoutFailureInfo: { timeoutType: 4 } };
