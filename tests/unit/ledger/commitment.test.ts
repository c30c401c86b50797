import { describe, expect, it } from 'vitest';
import { commitmentOf, commitmentText, MAX_COMMITMENT_BYTES } from '../../../domain/ledger/commitment.ts';
import type { ReleaseDocument } from '../../../domain/ledger/document.ts';
import {
  btcRelease,
  fallbackRelease,
  missedRelease,
  simulatedRelease,
  tinyPriceRelease,
} from '../../fixtures/release-document.ts';

const releases = {
  btc: btcRelease(),
  tiny: tinyPriceRelease(),
  simulated: simulatedRelease(),
  fallback: fallbackRelease(),
  missed: missedRelease(),
};

describe('a commitment', () => {
  it.each(Object.entries(releases))('of the %s release fits into 6 KB', (_, release) => {
    expect(Buffer.byteLength(commitmentText(release))).toBeLessThanOrEqual(MAX_COMMITMENT_BYTES);
  });

  it.each(['btc', 'tiny'] as const)(
    'keeps 7 significant digits of the quantiles of the %s release, and their order',
    (name) => {
      const [{ quantiles, unit }] = commitmentOf(releases[name]).forecasts as { quantiles: number[]; unit: number }[];
      releases[name].forecasts[0].quantiles.forEach((price, i) =>
        expect(Math.abs(quantiles[i] * unit - price) / price).toBeLessThan(1e-6),
      );
      expect([...quantiles].sort((a, b) => a - b)).toEqual(quantiles);
      expect(String(quantiles.at(-1))).toMatch(/^\d{7}$/);
    },
  );

  it('is the same whatever was printed beside the document', () => {
    const { ledger: _, timingsMs: __, ...document } = releases.btc;
    expect(commitmentText(document as ReleaseDocument)).not.toContain('timingsMs');
    expect(commitmentOf(document as ReleaseDocument)).not.toHaveProperty('ledger');
  });

  it.each([
    ['a member', (r: ReleaseDocument) => ({ ...r, forecasts: r.forecasts.map((f) => ({ ...f, members: [] })) })],
    [
      'a word',
      (r: ReleaseDocument) => ({ ...r, explanation: r.explanation && { ...r.explanation, summary: 'other' } }),
    ],
    ['an artefact', (r: ReleaseDocument) => ({ ...r, artefacts: r.artefacts.slice(1) })],
    ['a similar window', (r: ReleaseDocument) => ({ ...r, similar: null })],
    ['a shadow card', (r: ReleaseDocument) => ({ ...r, shadow: { long: {}, short: {} } as ReleaseDocument['shadow'] })],
    ['the card', (r: ReleaseDocument) => ({ ...r, card: { ...r.card, considered: r.card.considered + 1 } })],
    [
      'a quantile in its sixth digit',
      (r: ReleaseDocument) => ({
        ...r,
        forecasts: r.forecasts.map((f) => ({ ...f, quantiles: f.quantiles.map((q) => q * 1.00001) })),
      }),
    ],
  ])('changes when %s changes', (_, change) => {
    expect(commitmentText(change(releases.btc))).not.toBe(commitmentText(releases.btc));
  });
});
