/** Recorded histories: how they are kept, how they are read, and what they say was commanded. */
import { readdirSync, readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { historyFromJSON, historyToJSON } from '@temporalio/common/lib/proto-utils.js';

type History = Parameters<typeof historyToJSON>[0];
type HistoryEvent = NonNullable<History['events']>[number];

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
export const HISTORIES = fileURLToPath(new URL('./histories/', import.meta.url));

/** JSON with one event a line, without anything that names the machine or the folder it was recorded in. */
export function keptHistory(history: History, dataDir: string): string {
  const { events } = JSON.parse(historyToJSON(history)) as { events: unknown[] };
  const lines = events.map((event) => JSON.stringify(event, (key, value) => anonymous(key, value, dataDir)));
  return `{"events":[\n${lines.join(',\n')}\n]}\n`;
}

function anonymous(key: string, value: unknown, dataDir: string): unknown {
  if (key === 'stackTrace') return undefined;
  if (typeof value !== 'string') return value;
  if (key === 'identity') return 'recorder';
  if (key === 'data') return Buffer.from(nameless(Buffer.from(value, 'base64').toString(), dataDir)).toString('base64');
  return nameless(value, dataDir);
}

function nameless(text: string, dataDir: string): string {
  return text.replaceAll(dataDir, '/data').replaceAll(ROOT, '').replaceAll(hostname(), 'machine');
}

const PAYLOAD = /"encoding":"([^"]+)"[^}]*\},"data":"([^"]*)"/g;

export interface RecordedHistory {
  readonly name: string;
  readonly bytes: number;
  readonly workflowType: string;
  readonly history: History;
  /** What travelled: arguments, answers, failures, summaries; as sent. */
  readonly payloads: readonly { readonly encoding: string; readonly bytes: number }[];
  /** Activities and children in the order they were commanded, e.g. `activity ingest`, `child release`. */
  readonly commands: readonly string[];
}

export function recordedHistories(): RecordedHistory[] {
  const files = readdirSync(HISTORIES).filter((file) => file.endsWith('.json'));
  return files.map((file) => {
    const text = readFileSync(join(HISTORIES, file), 'utf8');
    const history = historyFromJSON(JSON.parse(text)) as History;
    const events = history.events ?? [];
    return {
      name: basename(file, '.json'),
      bytes: Buffer.byteLength(text),
      workflowType: events[0]?.workflowExecutionStartedEventAttributes?.workflowType?.name ?? '',
      history,
      payloads: [...text.matchAll(PAYLOAD)].map(([, encoding, data]) => ({
        encoding: Buffer.from(encoding, 'base64').toString(),
        bytes: Buffer.byteLength(data, 'base64'),
      })),
      commands: events.flatMap(commandOf),
    };
  });
}

function commandOf(event: HistoryEvent): string[] {
  const activity = event.activityTaskScheduledEventAttributes?.activityType?.name;
  const child = event.startChildWorkflowExecutionInitiatedEventAttributes?.workflowType?.name;
  return [...(activity ? [`activity ${activity}`] : []), ...(child ? [`child ${child}`] : [])];
}
