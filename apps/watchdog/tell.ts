/** Who hears of it: the log, and where they are set a webhook and a Telegram chat. One that cannot be reached is no reason to be silent to the others. */
import { createHash } from 'node:crypto';
import type { Logger } from 'pino';
import type { TelegramAccess } from '../../adapters/telegram/channel.ts';
import type { News } from '../../domain/watch/news.ts';
import type { Finding } from '../../domain/watch/signals.ts';

export interface Listeners {
  readonly log: Logger;
  /** `token`: shown as a bearer, where there is one. */
  readonly webhook: { readonly url: string; readonly token: string | null } | null;
  readonly telegram: (TelegramAccess & { readonly chat: string }) | null;
}

const ANSWERS_WITHIN_MS = 10_000;

export async function tell({ raised, over }: News, { log, webhook, telegram }: Listeners): Promise<void> {
  for (const { alert, of, text } of raised) log.error({ alert, of }, text);
  for (const { alert, of, text } of over) log.info({ alert, of }, `over: ${text}`);
  if (raised.length + over.length === 0) return;
  const attempts = [
    webhook === null ? null : postWebhook(webhook, raised, over),
    telegram === null ? null : postTelegram(telegram, textOf(raised, over)),
  ];
  for (const told of await Promise.allSettled(attempts)) {
    if (told.status === 'rejected')
      log.warn({ problem: (told.reason as Error).message }, 'nobody heard the watchdog there');
  }
}

async function postTelegram(telegram: NonNullable<Listeners['telegram']>, text: string): Promise<void> {
  const { sendAlert } = await import('../../adapters/telegram/alert.ts');
  await sendAlert(telegram, telegram.chat, text);
}

function textOf(raised: readonly Finding[], over: readonly Finding[]): string {
  const lines = [
    ...raised.map(({ alert, text }) => `⚠ ${alert}: ${text}`),
    ...over.map(({ alert }) => `✓ ${alert} is over`),
  ];
  return ['Almanac watchdog', ...lines].join('\n');
}

/** As Alertmanager tells it (webhook, version 4): one receiver understands both. */
async function postWebhook(
  { url, token }: NonNullable<Listeners['webhook']>,
  raised: readonly Finding[],
  over: readonly Finding[],
): Promise<void> {
  const alertOf = ({ alert, of, severity, text }: Finding, status: 'firing' | 'resolved') => ({
    status,
    fingerprint: createHash('sha256').update(`${alert} ${of}`).digest('hex').slice(0, 16),
    labels: { alertname: alert, severity, job: 'almanac-watchdog', ...(of && { of }) },
    annotations: { summary: text, runbook: `docs/runbooks/${alert}.md` },
  });
  const alerts = [...raised.map((each) => alertOf(each, 'firing')), ...over.map((each) => alertOf(each, 'resolved'))];
  const status = raised.length > 0 ? 'firing' : 'resolved';
  const body = { version: '4', receiver: 'almanac-watchdog', status, alerts };
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token !== null && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(ANSWERS_WITHIN_MS),
  });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`the webhook answered ${response.status}`);
}
