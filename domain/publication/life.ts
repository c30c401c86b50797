/** The life of a publication, as one table: what a publisher is to be told of a release. What is not in it cannot happen. */

export const PUBLICATION_STATES = ['pending', 'sending', 'sent', 'unknown', 'refused'] as const;
/**
 * `sending`: claimed by one worker, which may be asking right now. `unknown`: asked, and whether it is there is not known;
 * only knowledge ends it, never a repetition. `refused`: it will not be sent, and why is written beside it.
 */
export type PublicationState = (typeof PUBLICATION_STATES)[number];

export const PUBLICATION_STEPS = [
  'claim',
  'accept-part',
  'accept-last',
  'silence',
  'decline',
  'refuse',
  'pass',
  'take-back',
] as const;
/**
 * `decline`: certainly not there, to be tried later. `pass`: its time has passed. `take-back`: a person says that it is not
 * there and is to be sent.
 */
export type PublicationStep = (typeof PUBLICATION_STEPS)[number];

type Row = Readonly<Partial<Record<PublicationStep, PublicationState>>>;

const LIFE: Readonly<Record<PublicationState, Row>> = {
  pending: { claim: 'sending', pass: 'refused' },
  sending: {
    'accept-part': 'sending',
    'accept-last': 'sent',
    silence: 'unknown',
    decline: 'pending',
    refuse: 'refused',
  },
  // a worker that was given up may still hear its answer, and a person may settle it
  unknown: {
    'accept-part': 'pending',
    'accept-last': 'sent',
    silence: 'unknown',
    decline: 'pending',
    refuse: 'refused',
    'take-back': 'pending',
  },
  sent: {},
  refused: { 'take-back': 'pending' },
};

/** The state after a step; null: it cannot be. @example stateAfter('sending', 'silence') // 'unknown' */
export function stateAfter(state: PublicationState, step: PublicationStep): PublicationState | null {
  return LIFE[state][step] ?? null;
}
