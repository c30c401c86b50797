import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

interface Locked {
  readonly packages: Record<
    string,
    { readonly optionalDependencies?: Record<string, string>; readonly resolved?: string }
  >;
}
const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as Locked;

it('the lock has every platform of every package, or npm ci refuses it in a fresh clone', () => {
  const keys = Object.keys(packages);
  const wanted = Object.values(packages).flatMap(({ optionalDependencies }) => Object.keys(optionalDependencies ?? {}));
  expect(wanted.filter((name) => !keys.some((key) => key.endsWith(`node_modules/${name}`)))).toEqual([]);
});

it('the lock names no registry, so that it installs from whichever one a machine has', () => {
  expect(Object.values(packages).filter(({ resolved }) => resolved?.startsWith('http'))).toEqual([]);
});
