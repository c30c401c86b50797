import { canonicalText } from './canonical.ts';
import type { BaselineDocument, ForecastDocument, ReleaseDocument } from './document.ts';
import { sha256 } from './hash.ts';
import { scaledPrices, type ScaledPrices, sevenDigits } from './scaled-prices.ts';

/** Largest canonical form of a commitment (DESIGN §10). */
export const MAX_COMMITMENT_BYTES = 6 * 1024;

/**
 * What is hashed into the ledger: the release document without what is long or known only here. Quantiles and
 * probabilities are rounded to 7 significant digits; members, baselines, similar windows, levels, shadow cards, words and
 * artefacts stand in by the SHA-256 of their canonical form, so that whoever holds them can check them. Scenario events
 * and intervals follow from the barriers and the quantiles. Since schema 2 the baselines' hash covers all their quantiles,
 * which the outcome entry shows later (`committedBaselines`); in schema 1 it covered their medians and intervals alone.
 */
export function commitmentOf(document: ReleaseDocument): Record<string, unknown> {
  const { forecasts, artefacts, similar, explanation, sources, touches, levels, scenarios, shadow, regime, ...rest } =
    document;
  return {
    ...rest,
    regime: regime && { regime: regime.regime, confidence: sevenDigits(regime.confidence), since: regime.since },
    scenarios: scenarios.map(({ id, probabilityPer10k }) => ({ id, probabilityPer10k })),
    sources: sources.map(({ findings, ...source }) => ({ ...source, findings: findings.length })),
    forecasts: forecasts.map((forecast) => committedForecast(forecast, document.schema)),
    similarSha256: hashOf(similar),
    explanationSha256: hashOf(explanation),
    touchesSha256: hashOf(touches),
    levelsSha256: hashOf(levels),
    shadowSha256: hashOf(shadow),
    artefactsSha256: hashOf(artefacts),
  };
}

/** A baseline as it is hashed at the release and shown with the outcome. */
export interface CommittedBaseline extends ScaledPrices {
  readonly name: string;
  readonly pUp: number;
}

/** The baselines that claims are made against (METHODS §7), in the order of the document, those with quantiles. */
export function committedBaselines(baselines: readonly BaselineDocument[]): CommittedBaseline[] {
  return baselines.flatMap(({ name, pUp, quantiles }) =>
    quantiles && CLAIMED_AGAINST.has(name) ? [{ name, pUp: sevenDigits(pUp), ...scaledPrices(quantiles) }] : [],
  );
}

const CLAIMED_AGAINST: ReadonlySet<string> = new Set(['climatology', 'random-walk', 'plain-volatility']);

/** Canonical JSON of the commitment; the body of a `release` ledger entry. */
export function commitmentText(document: ReleaseDocument): string {
  return canonicalText(commitmentOf(document));
}

function committedForecast(forecast: ForecastDocument, schema: ReleaseDocument['schema']): Record<string, unknown> {
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
    ...scaledPrices(quantiles),
    membersSha256: hashOf(members),
    baselinesSha256: hashOf(schema === 1 ? baselines : committedBaselines(baselines)),
  };
}

export function hashOf(value: unknown): string {
  return sha256(canonicalText(value));
}
