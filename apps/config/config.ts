/** Environment → validated configuration and, apart from it, secrets. All problems are reported at once; afterwards nobody reads the environment. */
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { AlmanacError } from '../../domain/errors.ts';
import type { Operator } from '../../domain/operator/operators.ts';
import { checkSlotPlan } from '../../domain/market/slots.ts';
import { apiTokens } from './api-tokens.ts';
import { readSecrets, type Secrets } from './secrets.ts';
import { settings } from './schema.ts';

type Environment = Readonly<Record<string, string | undefined>>;
const schema = z.object(settings);

export interface Config {
  readonly symbols: readonly string[];
  readonly slots: readonly string[];
  readonly zone: string;
  readonly horizonsHours: readonly number[];
  readonly venues: readonly string[];
  readonly dataDir: string;
  readonly cacheDir: string;
  readonly logLevel: string;
  readonly metrics: { readonly port: number | null; readonly pushgateway: string | null };
  readonly api: { readonly host: string; readonly port: number };
  readonly computeThreads: number;
  readonly temporal: { readonly address: string | null; readonly namespace: string };
  readonly objectStore: { readonly endpoint: string; readonly bucket: string; readonly region: string } | null;
  readonly stacking: boolean;
  /** Id of the recipe that is tried beside releases; null: none. */
  readonly candidateRecipe: string | null;
  readonly cards: {
    readonly equityQuote: number;
    readonly riskPerTrade: number;
    readonly leverageCap: number;
    readonly market: 'spot' | 'perp';
  };
  /** What orders on paper cost, as fractions, and how late they are. */
  readonly paper: {
    readonly fee: number;
    readonly spread: number;
    readonly slippage: number;
    readonly latencyMs: number;
    readonly participation: number;
  };
  readonly live: {
    /** The first of the two switches; the second is the arming of the account. */
    readonly isOn: boolean;
    readonly accountId: string;
    /** After so long without a mark of the account its entries are cancelled. */
    readonly stallMs: number;
    /** Instead of the venue's own server. */
    readonly origin: string | null;
  };
  readonly executor: {
    readonly isOn: boolean;
    readonly streams: readonly string[];
    readonly inTradeMs: number;
    readonly idleMs: number;
    readonly reconcileMs: number;
    readonly sweepMs: number;
    readonly metricsPort: number | null;
  };
  readonly telegram: TelegramConfig;
  readonly webhooks: readonly string[];
  /** Where the watchdog calls for help, besides its log. */
  readonly alerts: { readonly chat: string | null; readonly webhook: string | null };
  readonly publicUrl: string | null;
  readonly publishSimulated: boolean;
  /** Where programs are looked for. */
  readonly searchPath: string;
}

export interface TelegramConfig {
  readonly apiRoot: string;
  readonly channels: readonly ChannelSetting[];
  readonly operators: readonly Operator[];
  readonly webhook: { readonly url: string; readonly port: number } | null;
  readonly alertsPort: number | null;
}

export interface ChannelSetting {
  readonly chat: string;
  readonly language: 'en' | 'ru';
}

/** @throws AlmanacError config.invalid that lists every problem. */
export function readConfig(environment: Environment, year: number): { config: Config; secrets: Secrets } {
  const problems: string[] = [];
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim()));
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    problems.push(
      ...parsed.error.issues.map(
        (issue) => `${String(issue.path[0])}: ${issue.message} (given: ${given[String(issue.path[0])]})`,
      ),
    );
  }
  const secrets = readSecrets(environment, problems);
  const config = parsed.success ? configOf(parsed.data, environment) : null;
  if (config) problems.push(...contradictions(config, secrets, year));
  if (problems.length > 0 || !config) {
    throw new AlmanacError(
      'config.invalid',
      `The configuration has ${problems.length} problem(s):\n${problems.map((p) => `  - ${p}`).join('\n')}\nSee .env.example and docs/ENV.md.`,
      { problems: problems.length },
    );
  }
  return { config, secrets };
}

function configOf(values: z.output<typeof schema>, environment: Environment): Config {
  return {
    symbols: values.SYMBOLS,
    slots: [...values.SLOTS].sort(),
    zone: values.ZONE,
    horizonsHours: [...values.HORIZONS].sort((a, b) => a - b),
    venues: values.EXCHANGE,
    dataDir: resolve(values.DATA_DIR),
    cacheDir: join(environment.XDG_CACHE_HOME || join(homedir(), '.cache'), 'almanac'),
    logLevel: values.LOG_LEVEL,
    metrics: { port: values.METRICS_PORT ?? null, pushgateway: values.PUSHGATEWAY_URL ?? null },
    api: { host: values.API_HOST, port: values.API_PORT },
    computeThreads: values.COMPUTE_THREADS,
    temporal: { address: values.TEMPORAL_ADDRESS ?? null, namespace: values.TEMPORAL_NAMESPACE },
    objectStore: values.S3_ENDPOINT
      ? { endpoint: values.S3_ENDPOINT, bucket: values.S3_BUCKET, region: values.S3_REGION }
      : null,
    stacking: values.ENABLE_STACKING,
    candidateRecipe: values.CANDIDATE_RECIPE ?? null,
    cards: {
      equityQuote: values.EQUITY_QUOTE,
      riskPerTrade: values.RISK_PER_TRADE,
      leverageCap: values.LEVERAGE_CAP,
      market: values.CARD_MARKET,
    },
    paper: {
      fee: values.PAPER_FEE,
      spread: values.PAPER_SPREAD,
      slippage: values.PAPER_SLIPPAGE,
      latencyMs: values.PAPER_LATENCY_MS,
      participation: values.PAPER_PARTICIPATION,
    },
    live: {
      isOn: values.TRADING_MODE === 'live',
      accountId: values.LIVE_ACCOUNT,
      stallMs: values.LIVE_STALL_MS,
      origin: values.VENUE_ORIGIN?.replace(/\/$/, '') ?? null,
    },
    executor: {
      isOn: values.PAPER_TRADING,
      streams: values.PAPER_STREAMS,
      inTradeMs: values.EXECUTOR_TRADE_MS,
      idleMs: values.EXECUTOR_IDLE_MS,
      reconcileMs: values.EXECUTOR_RECONCILE_MS,
      sweepMs: values.EXECUTOR_SWEEP_MS,
      metricsPort: values.EXECUTOR_METRICS_PORT ?? null,
    },
    telegram: {
      apiRoot: values.TELEGRAM_API_ROOT,
      channels: values.TELEGRAM_CHANNELS,
      operators: values.TELEGRAM_OPERATORS,
      webhook: values.TELEGRAM_WEBHOOK_URL
        ? { url: values.TELEGRAM_WEBHOOK_URL, port: values.TELEGRAM_WEBHOOK_PORT }
        : null,
      alertsPort: values.ALERTS_PORT ?? null,
    },
    webhooks: values.WEBHOOK_URLS,
    alerts: { chat: values.ALERT_CHAT ?? null, webhook: values.ALERT_WEBHOOK ?? null },
    publicUrl: values.PUBLIC_URL?.replace(/\/$/, '') ?? null,
    publishSimulated: values.PUBLISH_SIMULATED,
    searchPath: environment.PATH ?? '',
  };
}

function contradictions(config: Config, secrets: Secrets, year: number): string[] {
  const found: string[] = [];
  try {
    checkSlotPlan({ zone: config.zone, slots: config.slots }, year);
  } catch (failure) {
    if (!(failure instanceof AlmanacError)) throw failure;
    found.push(failure.message);
  }
  if (!config.horizonsHours.includes(24)) {
    found.push(`HORIZONS: ${config.horizonsHours.join(',')} lacks 24; scenarios and cards are defined on 24 hours.`);
  }
  if (config.objectStore && !(secrets.S3_ACCESS_KEY_ID && secrets.S3_SECRET_ACCESS_KEY)) {
    found.push(
      'S3_ENDPOINT is set, but S3_ACCESS_KEY_ID or S3_SECRET_ACCESS_KEY is not; set both, or unset S3_ENDPOINT.',
    );
  }
  try {
    apiTokens(secrets.API_TOKENS);
  } catch (failure) {
    if (!(failure instanceof AlmanacError)) throw failure;
    found.push(failure.message);
  }
  return [...found, ...publishingProblems(config, secrets)];
}

const SHORTEST_WEBHOOK_SECRET = 16;

function publishingProblems({ telegram, webhooks }: Config, secrets: Secrets): string[] {
  const found: string[] = [];
  if (telegram.channels.length > 0 && !secrets.TELEGRAM_BOT_TOKEN) {
    found.push('TELEGRAM_CHANNELS is set, but TELEGRAM_BOT_TOKEN is not; set it, or unset TELEGRAM_CHANNELS.');
  }
  if (
    telegram.alertsPort !== null &&
    (!secrets.TELEGRAM_BOT_TOKEN || (secrets.ALERTS_TOKEN?.length ?? 0) < SHORTEST_WEBHOOK_SECRET)
  ) {
    found.push(
      `ALERTS_PORT is set, but TELEGRAM_BOT_TOKEN is not, or ALERTS_TOKEN has fewer than ${SHORTEST_WEBHOOK_SECRET} characters.`,
    );
  }
  if (telegram.webhook && (secrets.TELEGRAM_WEBHOOK_SECRET?.length ?? 0) < SHORTEST_WEBHOOK_SECRET) {
    found.push(
      `TELEGRAM_WEBHOOK_URL is set, but TELEGRAM_WEBHOOK_SECRET has fewer than ${SHORTEST_WEBHOOK_SECRET} characters: anybody could speak as an operator.`,
    );
  }
  if (webhooks.length > 0 && (secrets.WEBHOOK_SECRET?.length ?? 0) < SHORTEST_WEBHOOK_SECRET) {
    found.push(`WEBHOOK_URLS is set, but WEBHOOK_SECRET has fewer than ${SHORTEST_WEBHOOK_SECRET} characters.`);
  }
  return found;
}
