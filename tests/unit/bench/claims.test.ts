import { expect, it } from 'vitest';
import { falseClaims } from '../../../lab/bench/claims/null-records.ts';

it.each(['direction', 'width'] as const)(
  'claims of skill in %s are false for at most 5 of 100 that have none',
  (kind) => {
    expect(falseClaims(kind, 50)).toBeLessThanOrEqual(5);
  },
);
