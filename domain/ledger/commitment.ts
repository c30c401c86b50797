import { canonicalBytes, canonicalText } from './canonical.ts';
import type { ForecastDocument, ReleaseDocument } from './document.ts';
import { sha256 } from './hash.ts';

/** Largest canonical form of a commitment (DESIGN §10). */
export const MAX_COMMITMENT_BYTES = 6 * 1024;

/**
 * What is hashed into the ledger: the release document without what is long or known only here. Quantiles and
 * probabilities are rounded to 7 significant digits; members, baselines, similar windows, levels, shadow cards, words and
 * artefacts stand in by the SHA-256 of their canonical form, so that whoever holds them can check them. Scenario events
 * and intervals follow from the barriers and the quantiles.
 */
export function commitmentOf(document: ReleaseDocument): Record<string, unknown> {
  const { forecasts, artefacts, similar, explanation, sources, touches, levels, scenarios, shadow, regime, ...rest } =
    document;
  return {
    ...rest,
    regime: regime && { regime: regime.regime, confidence: sevenDigits(regime.confidence), since: regime.since },
    scenarios: scenarios.map(({ id, probabilityPer10k }) => ({ id, probabilityPer10k })),
    sources: sources.map(({ findings, ...source }) => ({ ...source, findings: findings.length })),
    forecasts: forecasts.map(committedForecast),
    similarSha256: hashOf(similar),
    explanationSha256: hashOf(explanation),
    touchesSha256: hashOf(touches),
    levelsSha256: hashOf(levels),
    shadowSha256: hashOf(shadow),
    artefactsSha256: hashOf(artefacts),
  };
}

/** Canonical JSON of the commitment; the body of a `release` ledger entry. */
export function commitmentText(document: ReleaseDocument): string {
  return canonicalText(commitmentOf(document));
}

function committedForecast(forecast: ForecastDocument): Record<string, unknown> {
  const { horizonHours, pUp, directional, method, abstention, walkForward, baseline, quantiles, members, baselines } =
    forecast;
  return {
    horizonHours,
    pUp: sevenDigits(pUp),
    directional,
    method,
    abstention: sevenDigits(abstention),
    walkForward: walkForward && {
      ...walkForward,
      crpsSkillVsClimatology: sevenDigits(walkForward.crpsSkillVsClimatology),
      coverage80: sevenDigits(walkForward.coverage80),
    },
    baseline: baseline.name,
    basePUp: sevenDigits(baseline.pUp),
    ...scaled(quantiles),
    membersSha256: hashOf(members),
    baselinesSha256: hashOf(baselines),
  };
}

/**
 * Prices as whole multiples of a power of ten that gives the largest of them 7 digits: `price = quantile × unit`. So a
 * coin of 0.00001 takes no more room than one of 100,000.
 */
function scaled(prices: readonly number[]): { readonly unit: number; readonly quantiles: readonly number[] } {
  const exponent = Math.floor(Math.log10(Math.max(...prices))) - 6;
  return {
    unit: Number(`1e${exponent}`),
    quantiles: prices.map((price) => Number((price * 10 ** -exponent).toFixed(0))),
  };
}

/** Rounded to 7 significant digits. */
function sevenDigits(value: number): number {
  return Number(value.toPrecision(7));
}

function hashOf(value: unknown): string {
  return sha256(canonicalBytes(value));
}
