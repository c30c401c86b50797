import { beforeAll, describe, expect, it } from 'vitest';
import { STEP_NAMES } from '../../activities/contract.ts';
import * as workflows from '../../workflows/index.ts';
import { bundleOf, type Replayed, replayAll, WORKFLOWS_FOLDER } from './bundle.ts';
import { recordedHistories } from './histories.ts';

const recorded = recordedHistories();
let replayed: Replayed[];

beforeAll(async () => {
  replayed = await replayAll(await bundleOf(WORKFLOWS_FOLDER), recorded);
});

const byName = new Map(recorded.map((history) => [history.name, history]));
const commandsOf = (name: string) => byName.get(name)?.commands ?? [];

describe('today’s workflows', () => {
  it.each(recorded.map(({ name }) => name))('go on with the history "%s"', (name) => {
    expect(replayed.find((each) => each.name === name)).toMatchObject({ error: null });
  });

  it.each(recorded.map(({ name }) => name))('command what the history "%s" holds, in its order', (name) => {
    expect(replayed.find((each) => each.name === name)?.commands).toEqual(commandsOf(name));
  });
});

describe('the recorded histories', () => {
  it('are there for every type of workflow', () => {
    expect([...new Set(recorded.map(({ workflowType }) => workflowType))].sort()).toEqual(
      Object.keys(workflows).sort(),
    );
  });

  it('show a published release commanding each step once, then the row, then the publishers', () => {
    const expected = [...STEP_NAMES, 'commit', 'publish'].map((name) => `activity ${name}`);
    expect(commandsOf('release-published')).toEqual(expected);
    expect(commandsOf('release-missed')).toEqual(expected);
    expect(commandsOf('release-without-chart')).toEqual(expected);
  });

  it('show every other end of a release', () => {
    expect(commandsOf('release-fallback')).toEqual(['activity ingest', 'activity commit', 'activity publish']);
    expect(commandsOf('release-discarded')).toEqual(['activity ingest', 'activity discard']);
    expect(commandsOf('release-cancelled')).toEqual(['activity ingest', 'activity features', 'activity learn']);
    const ends = ['release-published', 'release-discarded', 'release-cancelled'].map(lastEvent);
    expect(ends).toEqual(['Completed', 'Failed', 'Canceled'].map((end) => `workflowExecution${end}EventAttributes`));
  });

  it('show every end of a slot', () => {
    const planned = ['activity planSlot', 'activity recordMissed'];
    expect(commandsOf('slot-started')).toEqual([...planned, 'child release', 'child release']);
    expect(commandsOf('slot-already-started')).toEqual([...planned, 'child release', 'child release']);
    expect(commandsOf('slot-too-late')).toEqual(planned);
    const refused = byName.get('slot-already-started')?.history.events ?? [];
    expect(refused.filter((event) => event.startChildWorkflowExecutionFailedEventAttributes)).toHaveLength(2);
  });

  it('show a pass over the outbox as one activity', () => {
    expect(commandsOf('publish-told')).toEqual(['activity publishDue']);
  });

  it('show both ends of a retraining', () => {
    expect(commandsOf('retrain-learned')).toEqual(['activity retrain']);
    expect(commandsOf('retrain-refused')).toEqual(['activity retrain']);
    const ends = ['retrain-learned', 'retrain-refused'].map(lastEvent);
    expect(ends).toEqual(['Completed', 'Failed'].map((end) => `workflowExecution${end}EventAttributes`));
  });

  it('show an outcome that was waited for, asked for twice and revised, and one that was cancelled', () => {
    const asked = ['settleHorizon', 'settleHorizon', 'settleHorizon', 'lookAgain'].map((name) => `activity ${name}`);
    expect(commandsOf('outcome-settled')).toEqual(['activity planOutcome', ...asked]);
    expect(commandsOf('outcome-cancelled')).toEqual(['activity planOutcome']);
    const ends = ['outcome-settled', 'outcome-cancelled'].map(lastEvent);
    expect(ends).toEqual(['Completed', 'Canceled'].map((end) => `workflowExecution${end}EventAttributes`));
  });

  it('show a sweep that begins what nobody waits for and leaves the rest alone', () => {
    expect(commandsOf('sweep-begun')).toEqual(['activity findUnresolved', 'child outcome', 'child outcome']);
    const refused = byName.get('sweep-begun')?.history.events ?? [];
    expect(refused.filter((event) => event.startChildWorkflowExecutionFailedEventAttributes)).toHaveLength(1);
  });

  it('show a candidate that is asked of every release that is due, one failure notwithstanding, and then judged', () => {
    const asked = ['dueForCandidates', 'issueCandidate', 'issueCandidate', 'judgeCandidates'];
    expect(commandsOf('candidates-issued')).toEqual(asked.map((name) => `activity ${name}`));
    expect(lastEvent('candidates-issued')).toBe('workflowExecutionCompletedEventAttributes');
  });

  it('show an account that trades, is compared with its venue for a person, and begins a new history', () => {
    const commands = commandsOf('account-begun-anew');
    expect(commands[0]).toBe('activity openAccount');
    expect(new Set(commands)).toEqual(
      new Set(
        ['openAccount', 'takeAdvice', 'carryOut', 'look', 'findAdvice', 'reconcile'].map((name) => `activity ${name}`),
      ),
    );
    expect(commands.filter((command) => command === 'activity carryOut')).toHaveLength(2);
    expect(lastEvent('account-begun-anew')).toBe('workflowExecutionContinuedAsNewEventAttributes');
  });

  it.each(recorded)('stay small: $name', ({ bytes, history }) => {
    expect(bytes).toBeLessThan(150 * 1024);
    expect(history.events?.length).toBeLessThan(150);
  });
});

describe('what travels through Temporal', () => {
  const payloads = recorded.flatMap((history) => history.payloads);

  it('is references, never data: no payload is larger than 32 KB', () => {
    expect(payloads.length).toBeGreaterThan(200);
    expect(Math.max(...payloads.map(({ bytes }) => bytes))).toBeLessThan(32 * 1024);
  });

  it('can be read in the web UI: plain JSON, no codec', () => {
    expect(new Set(payloads.map(({ encoding }) => encoding))).toEqual(new Set(['json/plain']));
  });
});

function lastEvent(name: string): string | undefined {
  const event = byName.get(name)?.history.events?.at(-1) ?? {};
  return Object.keys(event).find((key) => key.startsWith('workflowExecution'));
}
