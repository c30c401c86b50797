/** Sends random requests to a running API and says which answers are none that a request may get. */
import { connect } from 'node:net';
import { Rng } from '../../domain/numeric/random.ts';
import { type FuzzRequest, fuzzRequest } from './request.ts';

export interface FuzzRun {
  readonly origin: string;
  readonly seed: string;
  readonly requests: number;
  readonly tokens: readonly string[];
  /** Answered with 503 where the engine is away on purpose. */
  readonly isEngineAway?: boolean;
}

export interface Offence {
  /** Which of the seed's requests. */
  readonly index: number;
  readonly problem: string;
  readonly request: string;
}

export interface FuzzVerdict {
  readonly sent: number;
  readonly byStatus: Readonly<Record<string, number>>;
  readonly offences: readonly Offence[];
}

const AT_ONCE = 16;
const ANSWERS_WITHIN_MS = 20_000;

export async function fuzz({ origin, seed, requests, tokens, isEngineAway = false }: FuzzRun): Promise<FuzzVerdict> {
  const addresses = await declaredAddresses(origin);
  const rng = Rng.seeded(seed);
  const all = Array.from({ length: requests }, () => fuzzRequest(rng, addresses, tokens));
  const byStatus: Record<string, number> = {};
  const offences: Offence[] = [];
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < all.length; index = next++) {
      const answer = await sent(origin, all[index]);
      const status = /^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 'none';
      byStatus[status] = (byStatus[status] ?? 0) + 1;
      const problem = problemOf(status, answer, isEngineAway);
      if (problem !== null)
        offences.push({ index, problem, request: written(all[index]).toString('latin1').slice(0, 300) });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return { sent: all.length, byStatus, offences };
}

async function declaredAddresses(origin: string): Promise<string[]> {
  const document = (await (await fetch(`${origin}/v1/openapi.json`)).json()) as { paths: Record<string, unknown> };
  return Object.keys(document.paths);
}

function problemOf(status: string, answer: string, isEngineAway: boolean): string | null {
  if (status === 'none') return 'no answer';
  if (/\n\s+at .+:\d+|node_modules\S+:\d+/.test(answer)) return 'a stack is shown';
  if (status.startsWith('5')) return isEngineAway && status === '503' ? null : `answered ${status}`;
  const body = answer.slice(answer.indexOf('\r\n\r\n') + 4);
  if (status.startsWith('4') && body !== '' && !/"error":\{"code":"[a-z.-]+"/.test(body))
    return `${status} without a code`;
  return null;
}

/** Everything that came back until the server had no more to say. */
function sent(origin: string, request: FuzzRequest): Promise<string> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve) => {
    const heard: Buffer[] = [];
    const done = () => resolve(Buffer.concat(heard).toString('utf8'));
    const socket = connect(Number(port), hostname);
    socket.setTimeout(ANSWERS_WITHIN_MS, () => socket.destroy());
    socket.on('data', (chunk) => heard.push(chunk));
    socket.once('error', done).once('close', done);
    socket.write(written(request));
    // Who waits for more than comes is told that no more will.
    if (!isWhole(request)) socket.end();
  });
}

function isWhole({ headers, body }: FuzzRequest): boolean {
  const value = (wanted: string) => headers.find(([name]) => name === wanted)?.[1];
  return value('transfer-encoding') === undefined && (value('content-length') ?? '0') === String(body.length);
}

function written({ method, path, headers, body }: FuzzRequest): Buffer {
  const head = [
    `${method} ${path} HTTP/1.1`,
    ...headers.map(([name, value]) => `${name}: ${value}`),
    'connection: close',
  ];
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`, 'utf8'), body]);
}
