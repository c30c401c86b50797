/** Which alerts a person is woken for: each once while it lasts, once more when it ends, and never a storm of them. */
import { HOUR_MS, MINUTE_MS, type EpochMs } from '../market/candles.ts';

export interface Alert {
  /** The same for the same alert about the same thing. */
  readonly fingerprint: string;
  readonly status: 'firing' | 'resolved';
  readonly name: string;
  readonly severity: string;
  readonly summary: string;
}

export interface AlertDesk {
  /** What was last told of each, and when. */
  readonly told: Readonly<Record<string, { readonly status: Alert['status']; readonly at: EpochMs }>>;
  /** When messages went out lately, ascending. */
  readonly sentAt: readonly EpochMs[];
  /** Alerts that were held back since the last message. */
  readonly heldBack: number;
}

export const QUIET_DESK: AlertDesk = { told: {}, sentAt: [], heldBack: 0 };

/** What goes on firing is told again so often. */
const REPEAT_MS = 4 * HOUR_MS;
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
  const told = {
    ...desk.told,
    ...Object.fromEntries(news.map(({ fingerprint, status }) => [fingerprint, { status, at: now }])),
  };
  const sentAt = desk.sentAt.filter((at) => at > now - WINDOW_MS);
  if (sentAt.length >= MOST_MESSAGES && !news.some(isCritical)) {
    return { desk: { told, sentAt, heldBack: desk.heldBack + news.length }, lines: null };
  }
  const heldBack =
    desk.heldBack > 0 ? [`${desk.heldBack} more were held back in the last minutes; see Alertmanager.`] : [];
  return { desk: { told, sentAt: [...sentAt, now], heldBack: 0 }, lines: [...news.map(lineOf), ...heldBack] };
}

/** The end of something that was never told of is none. */
function isNews({ told }: AlertDesk, { fingerprint, status }: Alert, now: EpochMs): boolean {
  const before = told[fingerprint];
  if (before === undefined) return status === 'firing';
  return before.status !== status || (status === 'firing' && now - before.at >= REPEAT_MS);
}

/** Those are never held back. */
function isCritical({ severity, status }: Alert): boolean {
  return severity === 'critical' && status === 'firing';
}

function lineOf({ status, severity, name, summary }: Alert): string {
  return `${status === 'firing' ? severity.toUpperCase() : 'OVER'} ${name}: ${summary}`;
}
