import { expect, it } from 'vitest';
import { strictest } from '../../../domain/risk/trading-state.ts';

it('of several trading states the strictest counts', () => {
  expect(strictest([])).toBe('normal');
  expect(strictest(['normal', 'reduce', 'normal'])).toBe('reduce');
  expect(strictest(['halt', 'reduce'])).toBe('halt');
});
