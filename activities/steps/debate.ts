import { debate as debateFrom } from '../../domain/narrative/debate.ts';
import { HANDOVER } from '../parts.ts';
import { type Built, jsonFile, type Step } from '../step.ts';
import { factsOf } from './words.ts';

export const debate: Step = {
  name: 'debate',
  async build({ request, inputs }): Promise<Built> {
    const sides = debateFrom(await factsOf(request, inputs));
    const row = {
      part: 'debate',
      origin: 'template',
      bull_case: sides.bullCase,
      bear_case: sides.bearCase,
      what_would_change_our_mind: sides.whatWouldChangeOurMind,
    };
    return {
      files: [jsonFile(HANDOVER.debate, sides)],
      rows: [{ table: 'explanations', rows: [row] }],
      summary: `${sides.bullCase.length} for, ${sides.bearCase.length} against`,
    };
  },
};
