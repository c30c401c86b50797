/** A database, two channels on a Telegram of this machine, and processes that tell releases and are killed. */
import { commitRelease } from '../../activities/commit.ts';
import type { Database, ObjectStore, Ports, Publisher, ReleaseRequest } from '../../activities/ports.ts';
import { messageKey } from '../../activities/tell.ts';
import { createStores } from '../../adapters/postgres/stores.ts';
import { telegramPublisher } from '../../adapters/telegram/channel.ts';
import { AlmanacError } from '../../domain/errors.ts';
import type { EpochMs } from '../../domain/market/candles.ts';
import type { Publication } from '../../domain/publication/publication.ts';
import type { PostPart } from '../../domain/report/post/messages.ts';
import { DEFAULT_CARD_SETTINGS } from '../../domain/trade/settings.ts';
import { type LabMessage, openTelegramLab, type TelegramLab } from '../telegram/lab.ts';
import { Mortal } from './mortal.ts';

const PARTS = 3;
const TOKEN = '4711:lab';
const CHANNELS = ['@first', '@second'];

export interface OutboxWorld extends AsyncDisposable {
  readonly telegram: TelegramLab;
  now: EpochMs;
  /** A process that lives through so many awaits. */
  process(awaits: number): Ports;
  commit(releaseId: string): Promise<void>;
  keyOf(publication: Publication): string;
  /** Messages with this key, by part. */
  posted(key: string): LabMessage[][];
}

/** `database`: migrated. `delivery`: what publishers say of themselves; `repeatable` is a lie about Telegram. */
export async function openOutboxWorld(
  database: Database,
  delivery: Publisher['delivery'] = 'once',
): Promise<OutboxWorld> {
  const telegram = await openTelegramLab();
  const patience = new Map(CHANNELS.map((chat) => [chat, new AbortController()]));
  telegram.onHang = (chat) => {
    patience.get(String(chat))?.abort();
    patience.set(String(chat), new AbortController());
  };
  telegram.world.addBot(TOKEN, 'almanac_bot');
  for (const [i, chat] of CHANNELS.entries()) {
    telegram.world.addChat({ id: -1_001 - i, type: 'channel', title: chat, username: chat.slice(1) });
  }
  const objects = objectsInMemory();
  await objects.putIfAbsent('chart.png', new Uint8Array([1, 2, 3]), 'image/png');
  const stores = createStores(database);
  const hashes = new Map<string, string>();
  const world: OutboxWorld = {
    telegram,
    now: 0,
    process(awaits) {
      const mortal = new Mortal(awaits);
      const held = {
        ...stores,
        publications: mortal.holding(stores.publications),
        releases: mortal.holding(stores.releases),
      };
      const publishers = CHANNELS.map((chat) =>
        mortal.holding(
          publisherOf(telegram, chat, delivery, () => (patience.get(chat) ?? new AbortController()).signal),
        ),
      );
      const clock = { now: () => world.now };
      return { stores: held, objects: mortal.holding(objects), clock, publishers } as unknown as Ports;
    },
    async commit(releaseId) {
      const refusal = new AlmanacError('data.stale', 'The last bar is old.').body();
      const ports = world.process(Number.POSITIVE_INFINITY);
      await commitRelease(ports, requestOf(releaseId, world.now), [], refusal);
      const committed = await stores.ledger.find('live', 'release', releaseId);
      hashes.set(releaseId, committed?.hash ?? '');
    },
    keyOf: (publication) => messageKey(publication, hashes.get(publication.releaseId) ?? ''),
    posted(key) {
      const messages = telegram.world.messages.filter(({ text }) => text.includes(key));
      return Array.from({ length: PARTS }, (_, part) => messages.filter(({ text }) => text.includes(`part ${part}`)));
    },
    [Symbol.asyncDispose]: () => telegram[Symbol.asyncDispose](),
  };
  return world;
}

/** Telegram itself, with a post of three messages, the first of them a picture. */
function publisherOf(
  telegram: TelegramLab,
  chat: string,
  delivery: Publisher['delivery'],
  patience: () => AbortSignal,
): Publisher {
  const access = { token: TOKEN, apiRoot: telegram.apiRoot };
  const real = telegramPublisher(
    access,
    { chat, language: 'en' },
    () => true,
    (source) => source === 'live',
  );
  return {
    ...real,
    delivery,
    compose: ({ key }) => Array.from({ length: PARTS }, (_, part) => partOf(part, key)),
    // who waits for an answer that never comes gives up when that is certain, not by the clock
    send: (part, sent) => real.send(part, { ...sent, signal: AbortSignal.any([sent.signal, patience()]) }),
  };
}

function partOf(part: number, key: string): PostPart {
  return { html: `<b>part ${part}</b> ${key}`, text: `part ${part} ${key}`, photo: part === 0 ? 'chart.png' : null };
}

function requestOf(releaseId: string, now: EpochMs): ReleaseRequest {
  return {
    ...{ releaseId, symbol: 'BTC/USDT', slot: '1200', stream: 'planned', source: 'live', candleFiles: [], zone: 'UTC' },
    ...{ cutoff: now, askedAt: now, seed: '1', horizonsHours: [24], codeVersion: 'lab', deadline: null },
    cards: DEFAULT_CARD_SETTINGS,
  };
}

function objectsInMemory(): ObjectStore {
  const kept = new Map<string, Uint8Array>();
  return {
    async putIfAbsent(key, bytes) {
      if (kept.has(key)) return 'existed';
      kept.set(key, bytes);
      return 'written';
    },
    async get(key) {
      const found = kept.get(key);
      if (!found) throw new AlmanacError('store.corrupt', `There is no object ${key}.`, { key });
      return found;
    },
    find: async (key) => kept.get(key) ?? null,
    list: async (prefix) => [...kept.keys()].filter((key) => key.startsWith(prefix)).sort(),
    check: async () => undefined,
  };
}
