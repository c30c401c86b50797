/** What was told to whom, as a person reads it in a terminal. */
import { formatStamp } from '../narrative/moments.ts';
import { wordTable } from '../report/blocks.ts';
import { alignedTable } from '../report/console/layout.ts';
import { paintFor } from '../report/console/paint.ts';
import type { Publication } from './publication.ts';

/** One line each, in the order given; below it why each that is not there is not there. */
export function publicationList(publications: readonly Publication[]): string {
  if (publications.length === 0) return 'There is nothing to show. What was sent is shown with --all.';
  const table = wordTable(
    ['recorded (UTC)', 'release', 'publisher', 'state', 'parts', 'tried', 'next try (UTC)'],
    publications.map((publication) => [
      formatStamp(publication.committedAt, 'UTC'),
      publication.releaseId,
      publication.publisher,
      publication.state,
      `${publication.receipts.length} of ${publication.content?.parts ?? '?'}`,
      `${publication.attempts}×`,
      publication.state === 'pending' && publication.notBefore ? formatStamp(publication.notBefore, 'UTC') : '',
    ]),
  );
  const lines = alignedTable(table, Number.POSITIVE_INFINITY, paintFor(false));
  return [...lines, ...publications.flatMap(reasonLines)].join('\n');
}

function reasonLines({ releaseId, publisher, state, problem }: Publication): string[] {
  if (problem === null || state === 'sent') return [];
  const advice =
    state === 'unknown'
      ? [
          `  Look whether it is there, then: npm run publications -- settle ${releaseId} ${publisher} --as=sent|not-sent`,
        ]
      : [];
  return ['', `${releaseId} for ${publisher}: ${problem.message}`, ...advice];
}
