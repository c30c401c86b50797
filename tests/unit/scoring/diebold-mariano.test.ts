import { expect, it } from 'vitest';
import { studentTail } from '../../../domain/numeric/student-t.ts';
import { autocorrelation } from '../../../domain/scoring/autocorrelation.ts';
import { dieboldMariano } from '../../../domain/scoring/diebold-mariano.ts';

it.each([
  [0.5, 1, 0.35241638234956674],
  [1, 5, 0.18160873382456144],
  [2, 10, 0.03669401738537018],
  [2.5, 364, 0.006429320886108663],
  [1.96, 3569, 0.025036746155428922],
  [6, 30, 6.971384383602382e-7],
])('the tail of Student’s t beyond %d with %d degrees of freedom is SciPy’s', (t, freedom, tail) => {
  expect(studentTail(t, freedom) / tail).toBeCloseTo(1, 10);
});

it('Diebold–Mariano is the HAC t-statistic of statsmodels with the small-sample factor', () => {
  const differences = Array.from({ length: 60 }, (_, i) => Math.sin(1.7 * i) + 0.3 * Math.cos(0.31 * i) + 0.12);
  const { mean, statistic, pValue } = dieboldMariano(differences, 4);
  expect(mean).toBeCloseTo(0.11441270208073341, 12);
  expect(statistic).toBeCloseTo(1.4524721992140295, 10);
  expect(pValue).toBeCloseTo(0.1516680955745357, 10);
});

it('the autocorrelation is that of statsmodels', () => {
  const hits = [1, 0, 1, 1, 0, 0, 1, 0, 1, 1];
  expect(autocorrelation(hits, 1)).toBeCloseTo(-0.31666666666666654, 12);
  expect(autocorrelation(hits, 2)).toBeCloseTo(-0.2166666666666666, 12);
});
