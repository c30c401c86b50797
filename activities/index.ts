/** The activities of the forecast worker, made from its ports. */
import { asActivity } from './activity.ts';
import { adviseAccounts } from './advise.ts';
import { dueForCandidates, issueCandidate, judgeCandidates } from './candidate.ts';
import { explainChange } from './change.ts';
import { commitRelease } from './commit.ts';
import {
  type CandidateActivities,
  type PublishActivities,
  type OutcomeActivities,
  type ReleaseActivities,
  type RetrainActivities,
  type SlotActivities,
  STEP_NAMES,
  type StepName,
} from './contract.ts';
import { recordMissedSlots } from './missed.ts';
import type { ReleasePlan } from './plan.ts';
import { planSlot } from './slot.ts';
import { lookAgain, planOutcome, settleHorizon } from './outcome.ts';
import type { Ports } from './ports.ts';
import { publishDue, publishRelease, summaryOf } from './publish.ts';
import { retrainWeek } from './retrain.ts';
import { runStep } from './run-step.ts';
import { STEPS } from './steps/index.ts';

type ForecastActivities = ReleaseActivities &
  SlotActivities &
  RetrainActivities &
  PublishActivities &
  OutcomeActivities &
  CandidateActivities;

export function forecastActivities(ports: Ports, plan: ReleasePlan): ForecastActivities {
  return {
    ...stepActivities(ports),
    commit: (request, artefacts, refusal) => asActivity(() => commitRelease(ports, request, artefacts, refusal)),
    publish: (request) =>
      asActivity(async () => {
        await adviseAccounts(ports, request.releaseId);
        await explainChange(ports, request.releaseId);
        await publishRelease(ports, request);
      }),
    publishDue: () => asActivity(async () => summaryOf(await publishDue(ports))),
    discard: (request) => asActivity(() => ports.stores.releases.discard(request.releaseId)),
    planSlot: (request, startedFor) => asActivity(() => planSlot(ports, plan, request, startedFor)),
    retrain: (ticket, startedFor) => asActivity((signal) => retrainWeek(ports, plan, ticket, startedFor, signal)),
    planOutcome: (releaseId) => asActivity(() => planOutcome(ports, releaseId)),
    settleHorizon: (releaseId, due) => asActivity((signal) => settleHorizon(ports, releaseId, due, signal)),
    lookAgain: (releaseId) => asActivity((signal) => lookAgain(ports, releaseId, signal)),
    findUnresolved: (source) =>
      asActivity(async () => {
        const unresolved = await ports.stores.outcomes.unresolved({ source, limit: SWEPT_AT_ONCE });
        return unresolved.map(({ releaseId }) => releaseId);
      }),
    dueForCandidates: (source) => asActivity(() => dueForCandidates(ports, source)),
    issueCandidate: (releaseId) => asActivity((signal) => issueCandidate(ports, releaseId, signal)),
    judgeCandidates: (source) => asActivity(() => judgeCandidates(ports, source)),
    recordMissed: (source) => asActivity(() => recordMissedSlots(ports, plan, source)),
  };
}

/** Children that one sweep starts; the next one finds the rest. */
const SWEPT_AT_ONCE = 200;

function stepActivities(ports: Ports): Pick<ReleaseActivities, StepName> {
  const activity = (name: StepName): ReleaseActivities[StepName] => {
    return (request, inputs) => asActivity((signal) => runStep(STEPS[name], ports, request, inputs, signal));
  };
  return Object.fromEntries(STEP_NAMES.map((name) => [name, activity(name)])) as Pick<ReleaseActivities, StepName>;
}
