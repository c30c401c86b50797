/** Every setting the environment may hold, with its default and one sentence for the operator; `.env.example` and docs/ENV.md are checked against it. */
import { z } from 'zod';
import { RECIPES, recipeId } from '../../domain/ensemble/recipe.ts';

const list = (text: string) =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean);

const symbols = z
  .string()
  .transform(list)
  .pipe(
    z
      .array(z.string().regex(/^[A-Z0-9]{1,15}\/[A-Z0-9]{1,15}$/, 'each must look like BTC/USDT'))
      .min(1, 'name at least one symbol'),
  );

const horizons = z
  .string()
  .transform((text) => list(text).map((item) => Number(/^(\d{1,2})h?$/.exec(item)?.[1] ?? Number.NaN)))
  .pipe(z.array(z.int('each must be hours, e.g. 4h').min(1).max(24)).min(1));

const VENUES = ['binance', 'bybit', 'okx', 'kraken', 'gate'] as const;

const venues = z
  .string()
  .transform(list)
  .pipe(
    z.array(z.enum(VENUES, { error: `each must be one of ${VENUES.join(', ')}` })).min(1, 'name at least one exchange'),
  );

const channels = z.string().transform((text, context) =>
  list(text).map((item) => {
    const [, chat, language] = /^(@[A-Za-z]\w{3,31}|-?\d{5,20}):(en|ru)$/.exec(item) ?? [];
    if (!chat) context.addIssue('each must look like @channel:en or -1001234567890:ru');
    return { chat: chat ?? item, language: language as 'en' | 'ru' };
  }),
);

const operators = z.string().transform((text, context) =>
  list(text).map((item) => {
    const [, user, chat, role] = /^(\d{1,15})@(-?\d{1,15}):(read|approve|halt)$/.exec(item) ?? [];
    if (!user) context.addIssue('each must look like USER@CHAT:read, :approve or :halt');
    return { userId: Number(user), chatId: Number(chat), role: role as 'read' | 'approve' | 'halt' };
  }),
);

const urls = z
  .string()
  .transform(list)
  .pipe(z.array(z.url({ protocol: /^https?$/, error: 'each must be an http(s) address' })));

const fraction = (low: number, high: number) => z.coerce.number().gt(low).lte(high);

const paperCost = (byDefault: number) => z.coerce.number().min(0).max(0.05).default(byDefault);

const milliseconds = (least: number, usual: number) => z.coerce.number().int().min(least).max(3_600_000).default(usual);

export const settings = {
  SYMBOLS: symbols
    .default(['BTC/USDT'])
    .describe('Symbols to release, comma-separated; the first is the default of a manual release.'),
  SLOTS: z
    .string()
    .transform(list)
    .default(['00:00', '12:00'])
    .describe('Planned releases: local times of day in ZONE, comma-separated, on whole UTC hours.'),
  ZONE: z.string().default('Asia/Jerusalem').describe('IANA time zone of SLOTS.'),
  HORIZONS: horizons.default([4, 12, 24]).describe('Forecast horizons in hours, at most 24.'),
  EXCHANGE: venues
    .default([...VENUES])
    .describe('Exchanges to ask for prices, first to last: binance, bybit, okx, kraken, gate.'),
  DATA_DIR: z.string().min(1).default('.almanac').describe('Folder of everything the embedded mode writes.'),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'])
    .default('warn')
    .describe('Least severe log line written to stderr.'),
  API_HOST: z.string().min(1).default('127.0.0.1').describe('Address that API, public page and metrics listen at.'),
  API_PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .default(0)
    .describe('Port of API, public page and metrics; 0: a free one, printed and kept in DATA_DIR/api.json.'),
  METRICS_PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .optional()
    .describe('Port (at API_HOST) of /metrics of a forecast worker of its own; 0: a free one; unset: none.'),
  EXECUTOR_METRICS_PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .optional()
    .describe('Port (at API_HOST) of /metrics of an execution worker of its own; 0: a free one; unset: none.'),
  PUSHGATEWAY_URL: z
    .url()
    .optional()
    .describe('Prometheus Pushgateway that commands leave their metrics at when they end; unset: nowhere.'),
  COMPUTE_THREADS: z.coerce
    .number()
    .int()
    .min(1)
    .max(64)
    .default(2)
    .describe('Worker threads for models and other heavy steps.'),
  TEMPORAL_ADDRESS: z
    .string()
    .optional()
    .describe('host:port of a Temporal server; unset: a dev server is run as a child process.'),
  TEMPORAL_NAMESPACE: z.string().min(1).default('default').describe('Temporal namespace.'),
  S3_ENDPOINT: z.url().optional().describe('S3 or MinIO endpoint; unset: objects are files below DATA_DIR.'),
  S3_BUCKET: z.string().min(3).default('almanac').describe('Bucket, at least 3 characters; created when absent.'),
  S3_REGION: z.string().min(1).default('us-east-1').describe('S3 region.'),
  ENABLE_STACKING: z
    .stringbool()
    .default(false)
    .describe('Stack the shares of the members instead of giving each what it is worth by itself: true or false.'),
  CANDIDATE_RECIPE: z
    .enum(RECIPES.map(recipeId))
    .optional()
    .describe(`Recipe that is tried beside planned releases: ${RECIPES.map(recipeId).join(', ')}; unset: none.`),
  EQUITY_QUOTE: z.coerce
    .number()
    .positive()
    .default(1000)
    .describe('Account equity that trade cards are sized for, in quote currency.'),
  RISK_PER_TRADE: fraction(0, 0.05)
    .default(0.005)
    .describe('Largest share of equity lost at the stop, costs included.'),
  LEVERAGE_CAP: z.coerce
    .number()
    .min(1)
    .max(3)
    .default(3)
    .describe('Largest leverage of a card on perpetuals, at most 3.'),
  PAPER_TRADING: z.stringbool().default(true).describe('Trade the cards on paper while Almanac runs: true or false.'),
  PAPER_STREAMS: z
    .string()
    .transform(list)
    .pipe(z.array(z.enum(['planned', 'triggered', 'manual'], { error: 'each must be planned, triggered or manual' })))
    .default(['planned', 'triggered'])
    .describe(
      'Releases whose cards are traded: planned, triggered, manual. Manual ones let a person choose what is measured.',
    ),
  EXECUTOR_TRADE_MS: milliseconds(1_000, 5_000).describe('Between two looks at an account that is in a trade, in ms.'),
  EXECUTOR_IDLE_MS: milliseconds(1_000, 30_000).describe('Between two looks at any other account, in ms.'),
  EXECUTOR_RECONCILE_MS: milliseconds(5_000, 180_000).describe(
    'Between two comparisons of the books with the venue, in ms.',
  ),
  EXECUTOR_SWEEP_MS: milliseconds(1_000, 30_000).describe('Between two searches for releases to trade, in ms.'),
  CARD_MARKET: z
    .enum(['spot', 'perp'])
    .default('perp')
    .describe('Market of the cards: spot (LONG only, no leverage) or perp.'),
  PAPER_FEE: paperCost(0.001).describe('Fee of a fill on paper, as a fraction of its value.'),
  PAPER_SPREAD: paperCost(0.0005).describe('Between bid and ask on paper, where the exchange shows no order book.'),
  PAPER_SLIPPAGE: paperCost(0.0002).describe('On top of the book for every fill on paper, as a fraction of the price.'),
  PAPER_LATENCY_MS: z.coerce
    .number()
    .int()
    .min(0)
    .max(60_000)
    .default(250)
    .describe('Milliseconds from an order on paper to the first moment at which it can be filled.'),
  PAPER_PARTICIPATION: fraction(0, 1)
    .default(0.1)
    .describe("Most of a minute's volume that fills on paper may be, where the exchange shows no order book."),
  TRADING_MODE: z
    .enum(['paper', 'live'])
    .default('paper')
    .describe('live: the process of real orders may start. Entries need an armed account besides (docs/TRADING.md).'),
  LIVE_ACCOUNT: z
    .string()
    .regex(/^[a-z][a-z0-9-]{1,30}$/, 'must be small letters, digits and "-"')
    .default('live')
    .describe('Name of the account that trades with real money, on the first of SYMBOLS at the first of EXCHANGE.'),
  LIVE_STALL_MS: milliseconds(90_000, 180_000).describe(
    "After so long without a mark of that account its dead man's switch cancels what could still buy, in ms.",
  ),
  VENUE_ORIGIN: z
    .url({ protocol: /^https?$/, error: 'must be an http(s) address' })
    .optional()
    .describe("Server that real orders go to, if not the venue's own: a sandbox or a simulated exchange."),
  TELEGRAM_CHANNELS: channels
    .default([])
    .describe('Channels that planned releases are posted to, each with its language: @channel:en,-1001234567890:ru.'),
  TELEGRAM_OPERATORS: operators
    .default([])
    .describe(
      'Who may command the bot, by user and chat: USER@CHAT:read, :approve or :halt, comma-separated. Unset: nobody.',
    ),
  TELEGRAM_WEBHOOK_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('Public address at which Telegram calls the bot; unset: the bot asks by long polling.'),
  TELEGRAM_WEBHOOK_PORT: z.coerce
    .number()
    .int()
    .min(1)
    .max(65_535)
    .default(8443)
    .describe('Port on this machine that TELEGRAM_WEBHOOK_URL leads to.'),
  ALERTS_PORT: z.coerce
    .number()
    .int()
    .min(1)
    .max(65_535)
    .optional()
    .describe('Port on this machine at which Alertmanager tells the operator bot of alerts; unset: it does not.'),
  TELEGRAM_API_ROOT: z
    .url()
    .default('https://api.telegram.org')
    .describe('Server of the Bot API; another one for tests (docs/TELEGRAM.md).'),
  ALERT_CHAT: z
    .string()
    .regex(/^-?\d{3,20}$/, 'must be the number of a chat')
    .optional()
    .describe('Telegram chat that the watchdog calls for help in (needs TELEGRAM_BOT_TOKEN); unset: none.'),
  ALERT_WEBHOOK: z
    .url({ protocol: /^https?$/, error: 'must be an http(s) address' })
    .optional()
    .describe('Address that the watchdog posts its alarms to, in the form of Alertmanager; unset: none.'),
  WEBHOOK_URLS: urls
    .default([])
    .describe('Addresses that planned releases are sent to as signed JSON, comma-separated.'),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('Address at which people reach the public page; links of feeds and posts begin with it.'),
  PUBLISH_SIMULATED: z
    .stringbool()
    .default(false)
    .describe('Tell channels, feeds and webhooks of simulated releases too, marked as such: true or false.'),
} as const;

/** Secrets are read as NAME, NAME_FILE (path), NAME_B64, or from the JSON object in SECRETS_FILE. */
export const secrets = {
  VENUE_API_KEY:
    'Key for real orders; it may read and trade, and must not withdraw. Used by the process of real orders, its dead man\'s switch, "live" and "halt".',
  VENUE_API_SECRET: 'Secret of VENUE_API_KEY.',
  DATABASE_URL: 'PostgreSQL ≥ 15 with pgvector; unset: an embedded database below DATA_DIR.',
  API_TOKENS:
    'Bearer tokens of the control addresses: SCOPE[+SCOPE]:TOKEN, comma-separated; scopes read, control, halt; at least 16 characters each. Unset: nobody.',
  SENTRY_DSN: 'Where errors are reported to, https://KEY@HOST/PROJECT (Sentry or what speaks like it); unset: nowhere.',
  S3_ACCESS_KEY_ID: 'Access key of the object store.',
  S3_SECRET_ACCESS_KEY: 'Secret key of the object store.',
  RECORD_SIGNING_KEY:
    'Ed25519 private key in PKCS #8 PEM that signs releases and the record; unset: one is made below DATA_DIR.',
  TELEGRAM_BOT_TOKEN: 'Token of the bot that posts to TELEGRAM_CHANNELS and answers TELEGRAM_OPERATORS.',
  TELEGRAM_WEBHOOK_SECRET: 'What Telegram must show when it calls TELEGRAM_WEBHOOK_URL, at least 16 characters.',
  ALERTS_TOKEN: 'Bearer token that Alertmanager must show at ALERTS_PORT, at least 16 characters.',
  SUBSCRIBER_BOT_TOKEN: 'Token of the bot that answers subscribers; unset: there is none.',
  WEBHOOK_SECRET: 'Key that webhooks are signed with, at least 16 characters.',
} as const;

export type SecretName = keyof typeof secrets;
