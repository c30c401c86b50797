import { describe, expect, it } from 'vitest';
import { lintFingerprints } from '../../../ops/checks/lint-fingerprints.ts';

const TREE = {
  'domain/price.ts': 'export type Price = number;',
  'domain/order.ts': "import type { Price } from './price.ts';\nexport interface Order { price: Price }",
  'apps/place.ts': "export * from '../domain/order.ts';",
  'apps/later.ts': "export const order = () => import('../domain/order.ts');",
  'apps/shape.ts': "export type Shape = typeof import('../domain/order.ts');",
  'apps/alone.ts': "import { join } from 'node:path';\nexport const at = join('a');",
  'apps/round.ts': "import './trip.ts';",
  'apps/trip.ts': "import './round.ts';",
};

/** The files that are looked at again after a change. */
function changedBy(change: Readonly<Record<string, string>>, common = 'rules'): string[] {
  const before = lintFingerprints(new Map(Object.entries(TREE)), 'rules');
  const after = lintFingerprints(new Map(Object.entries({ ...TREE, ...change })), common);
  return [...after].filter(([path, print]) => before.get(path) !== print).map(([path]) => path);
}

describe('a file is linted again', () => {
  it('when it has changed', () => {
    expect(changedBy({ 'apps/alone.ts': '' })).toEqual(['apps/alone.ts']);
  });

  it('when something has changed that it imports over other files, in whatever way', () => {
    expect(changedBy({ 'domain/price.ts': 'export type Price = Promise<number>;' })).toEqual([
      ...['domain/price.ts', 'domain/order.ts', 'apps/place.ts', 'apps/later.ts', 'apps/shape.ts'],
    ]);
  });

  it('when files that import each other change', () => {
    expect(changedBy({ 'apps/trip.ts': "import './round.ts';\n" })).toEqual(['apps/round.ts', 'apps/trip.ts']);
  });

  it('when a file comes that it imported in vain', () => {
    const vain = { 'apps/vain.ts': "import './missing.ts';" };
    const before = lintFingerprints(new Map(Object.entries(vain)), 'rules').get('apps/vain.ts');
    const after = lintFingerprints(new Map(Object.entries({ ...vain, 'apps/missing.ts': '' })), 'rules');
    expect(after.get('apps/vain.ts')).not.toBe(before);
  });

  it('when the rules, the options or the packages have changed: all of them', () => {
    expect(changedBy({}, 'other rules')).toEqual(Object.keys(TREE));
    expect(changedBy({})).toEqual([]);
  });
});
