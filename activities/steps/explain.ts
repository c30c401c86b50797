import { explain as explainFrom } from '../../domain/narrative/explain.ts';
import { HANDOVER } from '../parts.ts';
import { type Built, jsonFile, type Step } from '../step.ts';
import { factsOf } from './words.ts';

export const explain: Step = {
  name: 'explain',
  async build({ request, inputs }): Promise<Built> {
    const explanation = explainFrom(await factsOf(request, inputs));
    const { origin, headline, summary } = explanation;
    return {
      files: [jsonFile(HANDOVER.explanation, explanation)],
      rows: [{ table: 'explanations', rows: [{ part: 'explain', origin, headline, summary }] }],
      summary: headline,
    };
  },
};
