/** Pictures and reports of committed releases, as they were made. */
import { z } from 'zod';
import { route, type Route } from '../../../adapters/http/route.ts';
import { StepInputs } from '../../../activities/step-inputs.ts';
import { AlmanacError } from '../../../domain/errors.ts';
import type { Surroundings } from '../surroundings.ts';
import { releaseIdParameter } from './parameters.ts';
import { unknownRelease } from './releases.ts';

const TYPES = {
  'chart.png': 'image/png',
  'chart.svg': 'image/svg+xml; charset=utf-8',
  'report.md': 'text/markdown; charset=utf-8',
  'report.pdf': 'application/pdf',
} as const;
const FILES = Object.keys(TYPES) as (keyof typeof TYPES)[];

export function artefactRoutes({ stores, objects, tables }: Surroundings): Route[] {
  return [
    route({
      method: 'GET',
      path: '/v1/releases/:id/:file',
      summary: 'Chart or report of a release; its hash is in the release document.',
      scope: null,
      params: z.object({ id: releaseIdParameter, file: z.enum(FILES) }),
      answers: { 200: { description: 'The file', contentType: 'application/octet-stream' } },
      async handle({ params: { id, file } }) {
        const stored = await stores.releases.find(id);
        if (!stored?.document) throw unknownRelease(id);
        const inputs = new StepInputs(stored.document.artefacts, objects, tables);
        if (!inputs.has(file)) throw unknownFile(id, file);
        const body = await inputs.bytes(file);
        return { contentType: TYPES[file], body, caching: 'immutable', version: inputs.ref(file).sha256 };
      },
    }),
  ];
}

function unknownFile(releaseId: string, file: string): AlmanacError {
  return new AlmanacError('input.unknown-address', `The release ${releaseId} has no ${file}.`, { releaseId, file });
}
