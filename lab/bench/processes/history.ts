/** The history of a workflow as its server keeps it. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';

export interface HistorySize {
  readonly events: number;
  readonly bytes: number;
  readonly largestPayloadBytes: number;
}

/** `dataDir`: of a running owner, which records there where its engine is. */
export async function historySize(dataDir: string, workflowId: string): Promise<HistorySize> {
  const { address } = JSON.parse(await readFile(join(dataDir, 'engine.json'), 'utf8')) as { address: string };
  const connection = await Connection.connect({ address });
  try {
    const handle = new Client({ connection }).workflow.getHandle(workflowId);
    const { historyLength, historySize: bytes } = await handle.describe();
    const history = await handle.fetchHistory();
    return { events: historyLength, bytes: bytes ?? 0, largestPayloadBytes: Math.max(0, ...payloadSizes(history)) };
  } finally {
    await connection.close();
  }
}

/** Sizes of all `{data, metadata}` anywhere in the history. */
function* payloadSizes(node: unknown): Generator<number> {
  if (typeof node !== 'object' || node === null || node instanceof Uint8Array) return;
  if ('data' in node && node.data instanceof Uint8Array && 'metadata' in node) yield node.data.byteLength;
  for (const value of Object.values(node)) yield* payloadSizes(value);
}
