/** What runs in the workflow sandbox, and how much of it: every worker loads it, and every cached workflow pays for it (INCIDENTS T14). */
import { readFileSync } from 'node:fs';
import { beforeAll, expect, it } from 'vitest';
import { bundleOf, WORKFLOWS_FOLDER } from './bundle.ts';

const { bytes: recorded } = JSON.parse(readFileSync(new URL('./bundle-size.json', import.meta.url), 'utf8')) as {
  bytes: number;
};
let code: string;

beforeAll(async () => {
  const bundle = await bundleOf(WORKFLOWS_FOLDER, 'alone');
  code = bundle.slice(0, bundle.indexOf('//# sourceMappingURL'));
});

const modules = () => [...code.matchAll(/^\/\*{3}\/ "([^"]+)"/gm)].map(([, name]) => name);

it('has not grown by more than a tenth; where it must, tests/replay/bundle-size.json says so', () => {
  expect(Buffer.byteLength(code)).toBeLessThan(recorded * 1.1);
});

it('has not shrunk by more than a tenth without the record following it', () => {
  expect(Buffer.byteLength(code)).toBeGreaterThan(recorded * 0.9);
});

it('holds our workflows and none of the code that computes, stores or reaches out', () => {
  const own = modules().filter((name) => /^\.\/(?!node_modules)/.test(name));
  expect(own.length).toBeGreaterThan(4);
  expect(own.filter((name) => !name.startsWith('./workflows/'))).toEqual([]);
});

it('holds no package but Temporal’s own and what they need', () => {
  const packages = modules().flatMap((name) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(name)?.[1] ?? []);
  expect([...new Set(packages)].filter((name) => !name.startsWith('@temporalio/')).sort()).toEqual([
    'long',
    'ms',
    'nexus-rpc',
  ]);
});

it('asks for no module of Node', () => {
  expect(code).not.toMatch(/(require|import)\(\s*["'](node:|fs|crypto|net|child_process)/);
});
