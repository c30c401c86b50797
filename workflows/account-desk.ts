/** The state of one account's workflow: advice that waits, what a look found last, and whose turn it is. */
import {
  ActivityFailure,
  ApplicationFailure,
  condition,
  defineQuery,
  defineSignal,
  defineUpdate,
  proxyActivities,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { AccountActivities, AdviceReference, Looked, Standing } from '../activities/execution/contract.ts';
import { EFFECTS } from './effects.ts';
import { type AccountRun, ADVISE_SIGNAL, LIFT_HALTS_UPDATE, RECONCILE_UPDATE, STANDING_QUERY } from './messages.ts';

const adviseSignal = defineSignal<[AdviceReference]>(ADVISE_SIGNAL);
const standingQuery = defineQuery<Standing | null>(STANDING_QUERY);
const reconcileUpdate = defineUpdate<Standing>(RECONCILE_UPDATE);
const liftHaltsUpdate = defineUpdate<Standing>(LIFT_HALTS_UPDATE);

/** The rest of what 4,000 allow is for what comes in during the last round. */
const LONG_HISTORY_EVENTS = 2_000;
/** After a look that failed: the worker, the database or the venue was away. */
const AFTER_A_FAILURE_MS = 5_000;
/** More than the legs of any trade; what asks for more in one turn is looked at again first. */
const MOST_REQUESTS_A_TURN = 20;

const read = proxyActivities<AccountActivities>(EFFECTS.read);
const mutate = proxyActivities<AccountActivities>(EFFECTS.mutate);

export class AccountDesk {
  readonly #run: AccountRun;
  readonly #accountId: string;
  readonly #advice: AdviceReference[];
  #looked: Looked | null = null;
  #trouble: string | null = null;
  #isBusy = false;
  #isWoken = false;

  constructor(run: AccountRun) {
    this.#run = run;
    this.#accountId = run.wanted.accountId;
    this.#advice = [...run.advice];
    setHandler(adviseSignal, (reference) => this.#enqueue(reference));
    setHandler(standingQuery, () => this.#looked?.standing ?? null);
    setHandler(reconcileUpdate, () => this.#forPeople(() => read.reconcile(this.#accountId)));
    setHandler(liftHaltsUpdate, () => this.#forPeople(() => read.liftHalts(this.#accountId)));
  }

  get isHistoryLong(): boolean {
    const { historyLength, continueAsNewSuggested } = workflowInfo();
    return continueAsNewSuggested || historyLength >= (this.#run.longHistoryEvents ?? LONG_HISTORY_EVENTS);
  }

  /** Until it is open: a workflow that ended would leave the account's orders to nobody. Only what is asked wrongly ends it. */
  async open(): Promise<void> {
    while (!this.isHistoryLong) {
      try {
        await this.#inTurn(() => read.openAccount(this.#run.wanted));
        return;
      } catch (failure) {
        if (isAskedWrongly(failure)) throw failure;
        this.#fail(failure);
      }
      await this.rest();
    }
  }

  /** A reference stays while it is being heard, a new history included; one that fails is found again by the search. */
  async takeAdvice(): Promise<void> {
    while (this.#advice.length > 0 && !this.isHistoryLong) {
      const [reference] = this.#advice;
      await this.#attempt(() => read.takeAdvice(this.#accountId, reference));
      this.#advice.shift();
    }
  }

  async lookAround(): Promise<void> {
    const looked = await this.#attempt(() => read.look(this.#accountId));
    if (looked?.isSweepDue) await this.#search();
  }

  async rest(): Promise<void> {
    const restMs = this.#trouble === null ? (this.#looked?.lookAgainMs ?? AFTER_A_FAILURE_MS) : AFTER_A_FAILURE_MS;
    this.#isWoken = this.#advice.length > 0;
    await condition(() => this.#isWoken, restMs);
  }

  handOver(): AccountRun {
    return { ...this.#run, advice: this.#advice };
  }

  #enqueue(reference: AdviceReference): void {
    if (this.#advice.some(({ releaseId }) => releaseId === reference.releaseId)) return;
    this.#advice.push(reference);
    this.#isWoken = true;
  }

  async #search(): Promise<void> {
    try {
      for (const reference of await read.findAdvice(this.#accountId)) this.#enqueue(reference);
    } catch (failure) {
      this.#fail(failure);
    }
  }

  async #forPeople(work: () => Promise<Looked>): Promise<Standing> {
    const { standing } = await this.#inTurn(work);
    this.#isWoken = true;
    return standing;
  }

  /** What fails is tried again by the next look, from the state that is in the database by then. */
  async #attempt(work: () => Promise<Looked>): Promise<Looked | null> {
    try {
      return await this.#inTurn(work);
    } catch (failure) {
      this.#fail(failure);
      return null;
    }
  }

  /** One after the other, and what each of them has committed is sent before the next. */
  async #inTurn(work: () => Promise<Looked>): Promise<Looked> {
    await condition(() => !this.#isBusy);
    this.#isBusy = true;
    try {
      const looked = await this.#carriedOut(await work());
      this.#trouble = null;
      this.#describe(looked);
      return looked;
    } finally {
      this.#isBusy = false;
    }
  }

  /** Requests are made once: silence is settled by asking. */
  async #carriedOut(first: Looked): Promise<Looked> {
    let looked = first;
    for (let sent = 0; looked.requests.length > 0 && sent < MOST_REQUESTS_A_TURN; sent++) {
      looked = await mutate.carryOut(this.#accountId, looked.requests[0]);
    }
    return looked;
  }

  #fail(failure: unknown): void {
    if (!(failure instanceof ActivityFailure)) throw failure;
    this.#trouble = failure.cause?.message ?? failure.message;
    setCurrentDetails(`${this.#accountId}: ${this.#trouble}`);
  }

  #describe(looked: Looked): void {
    this.#looked = looked;
    const { trading, trade, positionBase, equityQuote, alarms, halts } = looked.standing;
    const what = trade === null ? 'no trade' : `${trade.side} ${trade.planId}, ${trade.phase}, holds ${positionBase}`;
    const worries = [...halts, ...alarms].map((worry) => `\n- ${worry}`).join('');
    setCurrentDetails(`**${this.#accountId}** ${trading} · ${what} · equity ${equityQuote}${worries}`);
  }
}

function isAskedWrongly(failure: unknown): boolean {
  const cause = failure instanceof ActivityFailure ? failure.cause : null;
  return cause instanceof ApplicationFailure && (cause.type ?? '').startsWith('input.');
}
