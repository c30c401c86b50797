/** Commands that read the record and what runs. */
import { DAY_MS } from '../../../domain/market/candles.ts';
import { nextSlot } from '../../../domain/market/slots.ts';
import { formatAge } from '../../../domain/narrative/figures.ts';
import { plain, type RichLine } from '../../../domain/report/post/rich.ts';
import { cardSentence } from '../../../domain/report/sentences.ts';
import type { StoredRelease } from '../../../activities/ports.ts';
import { type BotDesk, stampOf } from '../desk.ts';
import { row, says, titled } from '../reply.ts';
import type { OperatorCommand } from './command.ts';

const NEWEST = 20;

export const status: OperatorCommand = {
  name: 'status',
  about: 'next slot, last release of each symbol, what was not posted, what may be traded',
  role: 'read',
  async run(desk) {
    const next = nextSlot(desk, desk.clock.now());
    const last = await Promise.all(desk.symbols.map((symbol) => lastRelease(desk, symbol)));
    const open = await desk.stores.publications.list({
      states: ['pending', 'sending', 'unknown', 'refused'],
      limit: NEWEST,
    });
    const unknown = open.filter(({ state }) => state === 'unknown').length;
    const rows = await desk.stores.tradingStates.rows();
    const held = rows.filter(({ state }) => state !== 'normal').map(({ scope, state }) => `${scope} ${state}`);
    return titled(
      'Status',
      [
        row('next slot', stampOf(next.cutoff)),
        ...last.map((line, i) => row(desk.symbols[i], line)),
        row('posts', open.length === 0 ? 'all told' : `${open.length} not told, ${unknown} of them unknown`),
        row('trading', held.join(', ') || 'normal'),
      ],
      '',
    );
  },
};

export const today: OperatorCommand = {
  name: 'today',
  about: 'releases of the last 24 hours',
  role: 'read',
  async run(desk) {
    const since = desk.clock.now() - DAY_MS;
    const newest = await desk.stores.releases.list({ source: desk.source, limit: NEWEST });
    const recent = newest.filter(({ request }) => request.askedAt >= since);
    return titled(
      'The last 24 hours',
      recent.map((stored) => row(stored.request.releaseId, verdictOf(stored))),
      'Nothing was released.',
    );
  },
};

export const why: OperatorCommand = {
  name: 'why',
  about: 'why the newest release (or the one named) says what it says',
  role: 'read',
  async run(desk, { words: [releaseId] }) {
    const stored = releaseId ? await desk.stores.releases.find(releaseId) : ((await newest(desk)) ?? null);
    const document = stored?.document;
    if (!document)
      return says(releaseId ? `There is no release ${releaseId}; /today names them.` : 'There is no release yet.');
    const lines = document.error
      ? [document.error.message]
      : [document.explanation?.headline ?? '', cardSentence(document.card)];
    return titled(
      document.releaseId,
      lines.filter(Boolean).map((line): RichLine => [plain(line)]),
      'Nothing is known of it.',
    );
  },
};

export const sources: OperatorCommand = {
  name: 'sources',
  about: 'what the newest release was made from, and how old it was',
  role: 'read',
  async run(desk) {
    const document = (await newest(desk))?.document;
    const rows = (document?.sources ?? []).map(({ name, status, ageMs, reason }) =>
      row(name, [status, ageMs === null ? '' : `${formatAge(ageMs)} old`, reason ?? ''].filter(Boolean).join(', ')),
    );
    return titled(`Sources${document ? ` of ${document.releaseId}` : ''}`, rows, 'There is no release yet.');
  },
};

export const health: OperatorCommand = {
  name: 'health',
  about: 'whether database and object store answer, and when a release last came',
  role: 'read',
  async run(desk) {
    const parts: [string, () => Promise<unknown>][] = [
      ['database', () => desk.database.check()],
      ['object store', () => desk.objects.check()],
    ];
    const found = await Promise.all(
      parts.map(([name, check]) =>
        check().then(
          () => row(name, 'answers'),
          () => row(name, 'FAILS'),
        ),
      ),
    );
    const last = await newest(desk).catch(() => undefined);
    return titled('Health', [...found, row('last release', last ? stampOf(last.request.askedAt) : 'none')], '');
  },
};

export const record: OperatorCommand = {
  name: 'record',
  about: 'planned slots so far, and the head of the chain',
  role: 'read',
  async run({ stores, source }) {
    const head = await stores.ledger.head(source);
    const planned = await stores.readers.count({ source, streams: ['planned'] });
    const lines = head ? [row('entry', `${head.sequence}`), row('hash', head.hash)] : [];
    return titled('Record', [row('planned releases', `${planned}`), ...lines], '');
  },
};

async function newest({ stores, source }: BotDesk): Promise<StoredRelease | undefined> {
  return (await stores.releases.list({ source, limit: NEWEST })).find(({ document }) => document !== null);
}

async function lastRelease({ stores, source }: BotDesk, symbol: string): Promise<string> {
  const [last] = await stores.releases.list({ symbol, source, limit: 1 });
  return last ? `${stampOf(last.request.cutoff)}: ${verdictOf(last)}` : 'no release yet';
}

function verdictOf({ status: is, document }: StoredRelease): string {
  if (is === 'published') return document?.card.action ?? is;
  return document?.error ? `${is} (${document.error.code})` : is;
}
