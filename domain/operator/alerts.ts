/** Which alerts a person is woken for: each once while it lasts, once more when it ends, and never a storm of them. */
import { DAY_MS, HOUR_MS, MINUTE_MS, type EpochMs } from '../market/candles.ts';

export interface Alert {
  /** The same for the same alert about the same thing. */
  readonly fingerprint: string;
  readonly status: 'firing' | 'resolved';
  readonly name: string;
  readonly severity: string;
  readonly summary: string;
}

export interface AlertDesk {
  /** Alerts that fire, by fingerprint: when each was last told of. */
  readonly told: Readonly<Record<string, EpochMs>>;
  /** When messages went out lately, ascending. */
  readonly sentAt: readonly EpochMs[];
  /** Alerts that were held back since the last message. */
  readonly heldBack: number;
}

export const QUIET_DESK: AlertDesk = { told: {}, sentAt: [], heldBack: 0 };

/** What goes on firing is told again so often. */
const REPEAT_MS = 4 * HOUR_MS;
const FORGOTTEN_MS = 7 * DAY_MS;
/** More messages than that in the window are a storm: one line says how many alerts there were. */
const MOST_MESSAGES = 5;
const WINDOW_MS = 10 * MINUTE_MS;

/**
 * The message to send, a line per alert, null where there is nothing new; and the desk afterwards. One call is one message,
 * however many alerts come in it.
 */
export function hearAlerts(
  desk: AlertDesk,
  alerts: readonly Alert[],
  now: EpochMs,
): { readonly desk: AlertDesk; readonly lines: readonly string[] | null } {
  const news = alerts.filter((alert) => isNews(desk, alert, now));
  if (news.length === 0) return { desk, lines: null };
  const told = toldAfter(desk, news, now);
  const sentAt = desk.sentAt.filter((at) => at > now - WINDOW_MS);
  if (sentAt.length >= MOST_MESSAGES && !news.some(isCritical)) {
    return { desk: { told, sentAt, heldBack: desk.heldBack + news.length }, lines: null };
  }
  const heldBack =
    desk.heldBack > 0 ? [`${desk.heldBack} more were held back in the last minutes; see Alertmanager.`] : [];
  return { desk: { told, sentAt: [...sentAt, now], heldBack: 0 }, lines: [...news.map(lineOf), ...heldBack] };
}

/** What is over is forgotten, and what has not been heard of for a week: whoever told of it is gone. */
function toldAfter({ told }: AlertDesk, news: readonly Alert[], now: EpochMs): AlertDesk['told'] {
  const over = new Set(news.flatMap(({ status, fingerprint }) => (status === 'resolved' ? [fingerprint] : [])));
  const kept = Object.entries(told).filter(([of, at]) => !over.has(of) && now - at < FORGOTTEN_MS);
  const firing = news.filter(({ status }) => status === 'firing').map(({ fingerprint }) => [fingerprint, now] as const);
  return Object.fromEntries([...kept, ...firing]);
}

/** The end of something that was never told of is none. */
function isNews({ told }: AlertDesk, { fingerprint, status }: Alert, now: EpochMs): boolean {
  const before = told[fingerprint];
  if (status === 'resolved') return before !== undefined;
  return before === undefined || now - before >= REPEAT_MS;
}

/** Those are never held back; `page` is what our own rules call them. */
function isCritical({ severity, status }: Alert): boolean {
  return (severity === 'critical' || severity === 'page') && status === 'firing';
}

function lineOf({ status, severity, name, summary }: Alert): string {
  return `${status === 'firing' ? severity.toUpperCase() : 'OVER'} ${name}: ${summary}`;
}
