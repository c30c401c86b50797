/** A mistake in a workflow that runs somewhere must not pass (INCIDENTS T1, T6): each of these is made and must be caught. */
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleOf, replayAll, WORKFLOWS_FOLDER } from './bundle.ts';
import { recordedHistories } from './histories.ts';

interface Mutation {
  readonly mistake: string;
  readonly file: string;
  readonly was: string;
  readonly becomes: string;
  /** A history that tells of it. */
  readonly caughtBy: string;
}

const MUTATIONS: readonly Mutation[] = [
  {
    mistake: 'a step removed',
    file: 'release.ts',
    was: "    await run.step('compute', 'regime');\n",
    becomes: '',
    caughtBy: 'release-published',
  },
  {
    mistake: 'a step renamed',
    file: 'release.ts',
    was: "run.step('read', 'similarity')",
    becomes: "run.step('read', 'neighbours' as never)",
    caughtBy: 'release-published',
  },
  {
    mistake: 'two steps in the other order',
    file: 'release.ts',
    was: "    await run.step('llm', 'explain');\n    await run.step('llm', 'debate');\n",
    becomes: "    await run.step('llm', 'debate');\n    await run.step('llm', 'explain');\n",
    caughtBy: 'release-published',
  },
  {
    mistake: 'a step added',
    file: 'release.ts',
    was: "    await run.step('compute', 'verify');\n",
    becomes: "    await run.step('compute', 'verify');\n    await run.step('compute', 'verify');\n",
    caughtBy: 'release-published',
  },
  {
    mistake: 'parallel steps one after the other',
    file: 'release.ts',
    was: "await Promise.all([run.step('compute', 'features'), run.step('compute', 'learn')]);",
    becomes: "await run.step('compute', 'features'); await run.step('compute', 'learn');",
    caughtBy: 'release-cancelled',
  },
  {
    mistake: 'an optional step that has become necessary',
    file: 'release.ts',
    was: "run.optionalStep('compute', 'chart')",
    becomes: "run.step('compute', 'chart')",
    caughtBy: 'release-without-chart',
  },
  {
    mistake: 'a cancelled release that is committed all the same',
    file: 'release.ts',
    was: 'if (isCancellation(failure)) throw failure;',
    becomes: 'void isCancellation;',
    caughtBy: 'release-cancelled',
  },
  {
    mistake: 'a wrong request that leaves a row',
    file: 'release-run.ts',
    was: 'const LEAVES_NOTHING = /^(input|source)\\./;',
    becomes: 'const LEAVES_NOTHING = /^source\\./;',
    caughtBy: 'release-discarded',
  },
  {
    mistake: 'a refusal that leaves nothing',
    file: 'release-run.ts',
    was: 'const LEAVES_NOTHING = /^(input|source)\\./;',
    becomes: 'const LEAVES_NOTHING = /./;',
    caughtBy: 'release-fallback',
  },
  {
    mistake: 'the verdict that is no longer searchable',
    file: 'release-run.ts',
    was: '      upsertSearchAttributes([{ key: VERDICT_ATTRIBUTE, value: committed.verdict }]);\n',
    becomes: '',
    caughtBy: 'release-published',
  },
  {
    mistake: 'a pause before the children',
    file: 'slot.ts',
    was: 'for (const planned of plan) await startRelease(planned);',
    becomes: 'for (const planned of plan) { await sleep(1); await startRelease(planned); }',
    caughtBy: 'slot-started',
  },
  {
    mistake: 'a slot that no longer records what was missed',
    file: 'slot.ts',
    was: "await recordMissed.executeWithOptions({ summary: 'Record slots that were missed' }, [request.source]);",
    becomes: '[] as string[]; void recordMissed;',
    caughtBy: 'slot-too-late',
  },
  {
    mistake: 'a child that exists already taken for a failure',
    file: 'slot.ts',
    was: 'if (!(failure instanceof WorkflowExecutionAlreadyStartedError)) throw failure;',
    becomes: 'void WorkflowExecutionAlreadyStartedError; throw failure;',
    caughtBy: 'slot-already-started',
  },
  {
    mistake: 'a retraining after a pause',
    file: 'retrain.ts',
    was: '  return await learnAnew',
    becomes: '  await sleep(1); return await learnAnew',
    caughtBy: 'retrain-learned',
  },
  {
    mistake: 'a pass over the outbox that passes twice',
    file: 'publish.ts',
    was: '  return await publishDue',
    becomes: '  await publishDue(); return await publishDue',
    caughtBy: 'publish-told',
  },
  {
    mistake: 'an outcome that asks no second time',
    file: 'outcome.ts',
    was: "if (state !== 'waiting' || waitMs === null)",
    becomes: 'if (waitMs !== undefined)',
    caughtBy: 'outcome-settled',
  },
  {
    mistake: 'horizons settled one after the other',
    file: 'outcome.ts',
    was: 'const settled = await Promise.all(plan.horizons.map((due) => settle(releaseId, due, plan)));',
    becomes: 'const settled = []; for (const due of plan.horizons) settled.push(await settle(releaseId, due, plan));',
    caughtBy: 'outcome-cancelled',
  },
  {
    mistake: 'a sweep that stops where somebody waits already',
    file: 'sweep.ts',
    was: 'if (failure instanceof WorkflowExecutionAlreadyStartedError) return false;',
    becomes: 'void WorkflowExecutionAlreadyStartedError;',
    caughtBy: 'sweep-begun',
  },
  {
    mistake: 'an account that is not looked at',
    file: 'account.ts',
    was: '    await desk.lookAround();\n',
    becomes: '',
    caughtBy: 'account-begun-anew',
  },
  {
    mistake: 'a request that is decided and never sent',
    file: 'account-desk.ts',
    was: 'looked.requests.length > 0 && sent',
    becomes: 'looked.requests.length > 9 && sent',
    caughtBy: 'account-begun-anew',
  },
  {
    mistake: 'a history that grows on',
    file: 'account.ts',
    was: 'while (!desk.isHistoryLong) {',
    becomes: 'for (;;) {',
    caughtBy: 'account-begun-anew',
  },
];

const recorded = recordedHistories();
const NODE_MODULES = fileURLToPath(new URL('../../node_modules', import.meta.url));
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'almanac-mutations-'));
  await symlink(NODE_MODULES, join(folder, 'node_modules'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Names of the histories that a copy of the workflows, changed as told, does not replay or commands otherwise. */
async function broken(mutation: Mutation | null): Promise<string[]> {
  const copy = await mkdtemp(join(folder, 'workflows-'));
  await cp(WORKFLOWS_FOLDER, copy, { recursive: true });
  if (mutation) await mutate(join(copy, mutation.file), mutation);
  const replayed = await replayAll(await bundleOf(copy), recorded);
  const held = new Map(recorded.map(({ name, commands }) => [name, String(commands)]));
  return replayed
    .filter(({ name, error, commands }) => error || String(commands) !== held.get(name))
    .map(({ name }) => name);
}

async function mutate(path: string, { was, becomes }: Mutation): Promise<void> {
  const source = await readFile(path, 'utf8');
  expect(source.split(was), `${path} holds "${was}" once`).toHaveLength(2);
  const needed = becomes.includes('sleep(') ? "import { sleep } from '@temporalio/workflow';\n" : '';
  await writeFile(path, needed + source.replace(was, () => becomes));
}

describe('replay catches', () => {
  it.each(MUTATIONS)('$mistake', async (mutation) => {
    expect(await broken(mutation)).toContain(mutation.caughtBy);
  });

  it('nothing in an unchanged copy', async () => {
    expect(await broken(null)).toEqual([]);
  });
});
