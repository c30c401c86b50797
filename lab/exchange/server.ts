import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { EpochMs } from '../../domain/market/candles.ts';
import { type CandleFault, type Fault, spoilKlines } from './faults.ts';
import { FUTURES_ENDPOINTS } from './futures-api.ts';
import { DEFAULT_SYMBOLS } from './listings.ts';
import { type OrderOptions, OrderDesk } from './orders/serve.ts';
import type { ExchangeMarket } from './exchange-market.ts';
import { SimulatedMarket } from './market.ts';
import { type Asked, intervalAsked } from './query.ts';
import { Refusal } from './refusal.ts';
import { SPOT_ENDPOINTS } from './spot-api.ts';

export interface ExchangeOptions extends OrderOptions {
  readonly seed: string;
  /** `BASE/QUOTE`; twenty well-known ones when absent. */
  readonly symbols?: readonly string[];
  /** Instead of the simulated one of seed and symbols. */
  readonly market?: ExchangeMarket;
  /** The exchange's own time. */
  readonly clock: () => EpochMs;
  /** A free one when absent. */
  readonly port?: number;
  /** Read with every request: a test may change the list while the exchange runs. */
  readonly faults?: readonly Fault[];
}

export interface SimulatedExchange extends AsyncDisposable {
  readonly origin: string;
  /** Paths and queries asked for, in order. */
  readonly requests: readonly string[];
  /** Its books, to be compared with. */
  readonly desk: OrderDesk;
}

const ENDPOINTS = { ...SPOT_ENDPOINTS, ...FUTURES_ENDPOINTS };
/** Enough to look back on in a test; a server that runs for weeks forgets the older ones. */
const REQUESTS_KEPT = 10_000;

/** An exchange on loopback that speaks Binance's REST dialect over a seeded market (DESIGN §10); orders for who has an account. */
export async function startExchange(options: ExchangeOptions): Promise<SimulatedExchange> {
  const market = options.market ?? new SimulatedMarket(options.seed, options.symbols ?? DEFAULT_SYMBOLS);
  const requests: string[] = [];
  const hits = new Map<Fault, number>();
  const desk = new OrderDesk(market, options);
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://exchange');
    if (requests.push(`${url.pathname}${url.search}`) > REQUESTS_KEPT) requests.shift();
    const fault = dueFault(options.faults ?? [], url.pathname, hits);
    if (desk.knows(request.method ?? '', url.pathname) && fault === undefined) {
      void serveSigned(desk, request, response, url, options.clock).catch(() => response.destroy());
      return;
    }
    answer(request, response, { market, query: url.searchParams, now: options.clock() }, url.pathname, fault);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    requests,
    desk,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function serveSigned(
  desk: OrderDesk,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  clock: () => EpochMs,
): Promise<void> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  const { method = '', headers } = request;
  const signed = [url.search.slice(1), body].filter((part) => part !== '').join('&');
  const apiKey = headers['x-mbx-apikey']?.toString();
  const answer = desk.serve({ method, path: url.pathname, apiKey, signed, now: clock() });
  if (answer.kind === 'nothing') {
    request.socket.destroy();
    return;
  }
  response.setHeader('X-MBX-USED-WEIGHT-1M', String(answer.weight));
  if (answer.retryAfterS !== undefined) response.setHeader('Retry-After', String(answer.retryAfterS));
  send(response, answer.status, answer.body);
}

/** The first fault aimed at a path whose turn it is. */
function dueFault(faults: readonly Fault[], path: string, hits: Map<Fault, number>): Fault | undefined {
  return faults.find((fault) => {
    if (!path.startsWith(fault.path ?? '/')) return false;
    const seen = hits.get(fault) ?? 0;
    hits.set(fault, seen + 1);
    const begins = fault.after ?? 0;
    return seen >= begins && seen < begins + (fault.times ?? Number.POSITIVE_INFINITY);
  });
}

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  asked: Asked,
  path: string,
  fault: Fault | undefined,
): void {
  switch (fault?.kind) {
    case 'hang':
      return;
    case 'reset':
      request.socket.destroy();
      return;
    case 'status':
      if (fault.retryAfterS !== undefined) response.setHeader('Retry-After', String(fault.retryAfterS));
      return send(response, fault.status, JSON.stringify(fault.body ?? { code: -1000, msg: 'injected' }));
    case 'malformed':
      return send(response, 200, '{"symbol":"BTCUS');
    default:
      return serve(response, asked, path, fault);
  }
}

function serve(response: ServerResponse, asked: Asked, path: string, fault: CandleFault | undefined): void {
  try {
    const endpoint = ENDPOINTS[path];
    if (endpoint === undefined) throw new Refusal(-1000, `Path ${path}, Method GET is invalid`, 404);
    const body = endpoint(asked);
    send(response, 200, JSON.stringify(fault === undefined ? body : spoiled(body, asked, fault)));
  } catch (cause) {
    const refusal = cause instanceof Refusal ? cause : new Refusal(-1000, String(cause), 500);
    send(response, refusal.status, JSON.stringify({ code: refusal.code, msg: refusal.message }));
  }
}

function spoiled(body: unknown, asked: Asked, fault: CandleFault): unknown {
  if (!Array.isArray(body)) return body;
  const barMs = intervalAsked(asked);
  return spoilKlines(body, fault, Math.floor(asked.now / barMs) * barMs - barMs, barMs);
}

function send(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'Content-Type': 'application/json;charset=UTF-8' });
  response.end(body);
}
