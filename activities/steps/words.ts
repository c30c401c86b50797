/** What the steps that write and draw start from: the release as far as it is known. */
import { AlmanacError } from '../../domain/errors.ts';
import { assembleDocument } from '../../domain/ledger/assemble.ts';
import type { ReleaseDocument } from '../../domain/ledger/document.ts';
import { type FactSheet, factSheet } from '../../domain/narrative/fact-sheet.ts';
import { documentParts } from '../parts.ts';
import type { ReleaseRequest } from '../ports.ts';
import type { StepInputs } from '../step-inputs.ts';

export type PricedDocument = ReleaseDocument & { readonly basePrice: number };

export async function draftDocument(request: ReleaseRequest, inputs: StepInputs): Promise<PricedDocument> {
  const draft = assembleDocument(request, await documentParts(inputs), {
    status: 'published',
    error: null,
    artefacts: inputs.refs,
  });
  if (draft.basePrice === null)
    throw new AlmanacError('internal', 'A release without a base price has nothing to tell.');
  return { ...draft, basePrice: draft.basePrice };
}

export async function factsOf(request: ReleaseRequest, inputs: StepInputs): Promise<FactSheet> {
  return factSheet(await draftDocument(request, inputs));
}
