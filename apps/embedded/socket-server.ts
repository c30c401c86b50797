/** The owner's side of the socket: takes calls, runs operations, streams what they tell. */
import { rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AlmanacError } from '../../domain/errors.ts';
import type { Tell } from '../operations/events.ts';
import { writeOwner } from './owner-record.ts';
import type { Call, Line, OwnerRecord } from './protocol.ts';

/** The kernel's limit for a socket's path is 104 to 108 bytes. */
const LONGEST_SOCKET_PATH = 100;

export type Serve = (call: Call, tell: Tell, signal: AbortSignal) => Promise<unknown>;

export interface SocketServer extends AsyncDisposable {
  /** Waits until every call taken so far has been answered. */
  idle(): Promise<void>;
}

export async function serveSocket(
  dataDir: string,
  owner: Omit<OwnerRecord, 'socket'>,
  serve: Serve,
): Promise<SocketServer> {
  const socket = socketPath(dataDir);
  await rm(socket, { force: true });
  const open = new Set<Promise<void>>();
  const server = createServer((request, response) => {
    const answered = answer(request, response, serve).finally(() => open.delete(answered));
    open.add(answered);
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(socket, resolve));
  writeOwner(dataDir, { ...owner, socket });
  return {
    async idle() {
      while (open.size > 0) await Promise.allSettled(open);
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function socketPath(dataDir: string): string {
  const path = join(dataDir, 'owner.sock');
  if (Buffer.byteLength(path) <= LONGEST_SOCKET_PATH) return path;
  return join(tmpdir(), `almanac-${createHash('sha256').update(dataDir).digest('hex').slice(0, 16)}.sock`);
}

async function answer(request: IncomingMessage, response: ServerResponse, serve: Serve): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const write = (line: Line) => response.write(`${JSON.stringify(line)}\n`);
  response.writeHead(200, { 'content-type': 'application/x-ndjson' });
  try {
    const call = JSON.parse(await bodyOf(request)) as Call;
    const result = await serve(call, (event) => write({ event }), gone.signal);
    write({ result: result ?? null });
  } catch (failure) {
    write({ error: failure instanceof AlmanacError ? failure.body() : unexpected(failure) });
  }
  response.end();
}

function unexpected(failure: unknown) {
  const message = failure instanceof Error ? failure.message : String(failure);
  return new AlmanacError('internal', `The owner of the data folder failed: ${message}`).body();
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
