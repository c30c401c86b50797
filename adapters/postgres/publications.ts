import type { Database, PublicationStore, Row, SqlValue } from '../../activities/ports.ts';
import type { ErrorBody } from '../../domain/errors.ts';
import type { PublicationState } from '../../domain/publication/life.ts';
import { namedDay, rootName } from '../../domain/record/day-root.ts';
import type { Publication } from '../../domain/publication/publication.ts';

interface PublicationRow extends Row {
  readonly release_id: string;
  readonly publisher: string;
  readonly committed_at_ms: number;
  readonly status: PublicationState;
  readonly attempts: number;
  readonly claimed_at_ms: number | null;
  readonly not_before_ms: number | null;
  readonly content_sha256: string | null;
  readonly parts: number | null;
  readonly receipts: readonly (string | null)[];
  readonly problem: ErrorBody | null;
  readonly settled_at_ms: number | null;
  readonly settled_by: string | null;
}

const SELECT = `select p.release_id, p.publisher, p.committed_at_ms, p.status, p.attempts, p.claimed_at_ms, p.not_before_ms,
  p.content_sha256, p.parts, p.receipts, p.problem, p.settled_at_ms, p.settled_by from publications p`;
const OLDEST_FIRST = 'order by p.committed_at_ms, p.release_id collate "C", p.publisher collate "C"';

export function createPublicationStore(database: Database): PublicationStore {
  const read = async (sql: string, values: readonly SqlValue[]) =>
    (await database.query<PublicationRow>(sql, values)).map(publicationOf);
  return {
    async find(releaseId, publisher) {
      const [found] = await read(`${SELECT} where p.release_id = $1 and p.publisher = $2`, [releaseId, publisher]);
      return found ?? null;
    },

    list: ({ releaseId = null, states = null, limit }) =>
      read(
        `${SELECT} where ($1::text is null or p.release_id = $1) and ($2::text[] is null or p.status = any ($2))
         order by p.committed_at_ms desc, p.release_id collate "C", p.publisher collate "C" limit $3`,
        [releaseId, states, limit],
      ),

    due: ({ publisher, now, claimedBefore, releaseId = null, limit }) =>
      read(
        `${SELECT} where p.publisher = $1 and ($2::text is null or p.release_id = $2)
           and ((p.status = 'pending' and coalesce(p.not_before_ms, 0) <= $3 and not exists
                  (select from publications q where q.publisher = p.publisher and q.limited_until_ms > $3))
                or (p.status = 'sending' and p.claimed_at_ms <= $4))
         ${OLDEST_FIRST} limit $5`,
        [publisher, releaseId, now, claimedBefore, limit],
      ),

    told: ({ source, after, limit }) =>
      read(
        `${SELECT} join releases r on r.release_id = p.release_id
         where r.source = $1 and p.content_sha256 is not null
           and (p.release_id collate "C", p.publisher collate "C") > ($2, $3)
         order by p.release_id collate "C", p.publisher collate "C" limit $4`,
        [source, after.releaseId, after.publisher, limit],
      ),

    async promise(name, publishers, committedAt) {
      await database.query(
        `insert into publications (release_id, publisher, committed_at_ms)
         select $1, unnest($2::text[]), $3 on conflict (release_id, publisher) do nothing`,
        [name, publishers, committedAt],
      );
    },

    async lastRoot(source) {
      const [found] = await database.query<Row & { readonly last: string | null }>(
        `select max(release_id collate "C") as last from publications where starts_with(release_id, $1)`,
        [rootName({ source, day: '' })],
      );
      return found?.last ? (namedDay(found.last)?.day ?? null) : null;
    },

    toldRoots: (source) =>
      read(
        `${SELECT} where starts_with(p.release_id, $1) and p.content_sha256 is not null
         order by p.release_id collate "C", p.publisher collate "C"`,
        [rootName({ source, day: '' })],
      ),

    async replace(before, after) {
      const replaced = await database.query(
        `update publications set status = $3, attempts = $4, claimed_at_ms = $5, not_before_ms = $6,
           content_sha256 = $7, parts = $8, receipts = $9::jsonb, problem = $10::jsonb, settled_at_ms = $11, settled_by = $12,
           limited_until_ms = $13
         where release_id = $1 and publisher = $2 and status = $14 and attempts = $15 and receipts = $16::jsonb
         returning publisher`,
        [...columnsOf(after), limitOf(after), before.state, before.attempts, JSON.stringify(before.receipts)],
      );
      return replaced.length === 1;
    },
  };
}

function publicationOf(row: PublicationRow): Publication {
  const { content_sha256: sha256, parts, settled_at_ms: at, settled_by: by } = row;
  return {
    releaseId: row.release_id,
    publisher: row.publisher,
    committedAt: row.committed_at_ms,
    state: row.status,
    attempts: row.attempts,
    claimedAt: row.claimed_at_ms,
    notBefore: row.not_before_ms,
    content: sha256 === null || parts === null ? null : { sha256, parts },
    receipts: row.receipts,
    problem: row.problem,
    settled: at === null || by === null ? null : { at, by },
  };
}

function columnsOf(publication: Publication): SqlValue[] {
  const { releaseId, publisher, state, attempts, claimedAt, notBefore, content, receipts, problem, settled } =
    publication;
  const tried = [attempts, claimedAt, notBefore, content?.sha256 ?? null, content?.parts ?? null];
  const heard = [
    JSON.stringify(receipts),
    problem && JSON.stringify(problem),
    settled?.at ?? null,
    settled?.by ?? null,
  ];
  return [releaseId, publisher, state, ...tried, ...heard];
}

/** Who limits us limits every message of ours. */
function limitOf({ problem, notBefore }: Publication): number | null {
  return problem?.code === 'publish.limited' ? notBefore : null;
}
