/** One process of the execution worker: the real activities over ports that fail, and an end at any of its awaits. */
import { defaultPayloadConverter } from '@temporalio/common';
import { tsToMs } from '@temporalio/common/lib/time.js';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import type { AccountActivities } from '../../../activities/execution/contract.ts';
import { executionActivities } from '../../../activities/execution/index.ts';
import { Sessions } from '../../../activities/execution/sessions.ts';
import type { ExecutionPorts } from '../../../activities/ports.ts';
import type { TradingState } from '../../../domain/risk/trading-state.ts';
import { Reach } from './reach.ts';
import type { Schedule } from './sandbox.ts';
import type { FlowExecutor, FlowSurroundings } from './surroundings.ts';
import { flowVenue } from './venue.ts';

/** Failures are what a campaign is made of. */
const logger = new DefaultLogger('ERROR', () => undefined);

export class Executor implements FlowExecutor {
  readonly #world: FlowSurroundings;
  readonly #reach: Reach;
  readonly #activities: AccountActivities;
  readonly #lost = new Set<() => void>();
  /** The row as this process has read it last; null: the brake was pulled, or it could not be read. */
  rowRead: TradingState | null = null;
  isAlive = true;

  constructor(world: FlowSurroundings) {
    this.#world = world;
    this.#reach = new Reach(world, () => this.kill());
    const ports = this.#ports();
    this.#activities = executionActivities(ports, new Sessions(ports, () => this.#end(true)));
  }

  kill(): void {
    this.#end(false);
  }

  /** `onSilence`: the process is gone with the activity in its hands. */
  async perform(schedule: Schedule, attempt: number, onSilence: () => void): Promise<unknown> {
    const { faults, queue } = this.#world;
    const name = schedule.activityType as keyof AccountActivities;
    const given = (schedule.arguments ?? []).map((payload) => defaultPayloadConverter.fromPayload(payload));
    const environment = new MockActivityEnvironment({ activityType: name, attempt }, { logger });
    this.#lost.add(onSilence);
    // whoever took too long is told so with his next heartbeat
    queue.after(tsToMs(schedule.startToCloseTimeout) + 1_500, () => environment.cancel('TIMED_OUT'));
    try {
      if (faults.happens('activity-fails-before')) throw new Error('struck before the effect');
      const work = this.#activities[name] as (...args: unknown[]) => Promise<unknown>;
      const result = await environment.run(work, ...given);
      if (faults.happens('activity-fails-after')) throw new Error('struck after the effect, before the answer');
      return result;
    } finally {
      this.#lost.delete(onSilence);
    }
  }

  #end(isSuperseded: boolean): void {
    if (!this.isAlive) return;
    this.isAlive = false;
    this.#reach.die();
    for (const tell of this.#lost) tell();
    this.#world.ended(this, isSuperseded);
  }

  #ports(): ExecutionPorts {
    const { store, releases, clock, intervals, bugs } = this.#world;
    const reach = this.#reach;
    const { releases: published, ledger } = releases.ports;
    return {
      clock,
      intervals,
      mode: 'paper',
      streams: ['planned'],
      brake: {
        isPulled: () =>
          reach.file(() => {
            if (this.#world.brakePulled) this.rowRead = null;
            return this.#world.brakePulled && !bugs.ignoresRow;
          }),
      },
      stores: {
        accounts: {
          open: (opening, at) => reach.store(() => store.open(opening, at)),
          find: () => reach.store(() => store.account),
          takeToken: () => reach.store(() => store.takeToken()),
          commit: (_accountId, commit) => reach.store(() => store.commit(commit)),
          events: (_accountId, { after }) => reach.store(() => store.eventsAfter(after)),
          snapshot: () => reach.store(() => store.snapshot),
          keepSnapshot: (_accountId, sequence, state) => reach.store(() => store.keepSnapshot(sequence, state)),
        },
        tradingStates: {
          read: () =>
            reach.store(() => {
              this.rowRead = store.row;
              return bugs.ignoresRow ? 'normal' : store.row;
            }),
          tighten: ({ state }) => reach.store(() => store.tighten(state)),
        },
        releases: {
          find: (releaseId) => reach.store(() => published.find(releaseId)),
          outlines: (filter) => reach.store(() => published.outlines(filter)),
        },
        ledger: { find: (...asked) => reach.store(() => ledger.find(...asked)) },
      },
      venues: { open: () => Promise.resolve(flowVenue(this.#world, reach, this)) },
    };
  }
}
