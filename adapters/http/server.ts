/** Routes served over HTTP: input checked by their schemas, errors as one body, limits on size and time. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { AlmanacError, type ErrorCode } from '../../domain/errors.ts';
import { securityHeaders } from './headers.ts';
import { refusalOf } from './refusals.ts';
import type { Route } from './route.ts';
import { send } from './send.ts';
import type { Guard } from './tokens.ts';

/** The largest body any route takes. */
const BODY_BYTES = 16 * 1024;
const REQUEST_MS = 10_000;
const IDLE_MS = 15_000;
const LONGEST_PARAMETER = 200;
const LONGEST_ADDRESS = 2_048;

export interface HttpOptions {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  readonly routes: readonly Route[];
  readonly guard: Guard;
  /** Style sheets inside of pages; nothing else may style them. */
  readonly styles: readonly string[];
  /** What the server could not do; bad requests are none of it. */
  readonly onFailure: (failure: unknown, address: string) => void;
  /** Every answer, by the route's path as it is declared. */
  readonly onAnswer: (answered: { route: string; method: string; status: number; durationMs: number }) => void;
}

export interface HttpServer extends AsyncDisposable {
  readonly origin: string;
}

/** @throws AlmanacError host.port-taken */
export async function openHttpServer(options: HttpOptions): Promise<HttpServer> {
  const server = fastify({
    logger: false,
    bodyLimit: BODY_BYTES,
    requestTimeout: REQUEST_MS,
    connectionTimeout: REQUEST_MS,
    keepAliveTimeout: IDLE_MS,
    forceCloseConnections: true,
    exposeHeadRoutes: true,
    return503OnClosing: true,
    // A request without a host is refused below, with a code.
    http: { requireHostHeader: false },
    routerOptions: { maxParamLength: LONGEST_PARAMETER, ignoreTrailingSlash: true },
    frameworkErrors: (failure, request, reply) => {
      refuse(failure, request as FastifyRequest, reply as FastifyReply, options);
    },
    clientErrorHandler: refuseUnreadable,
  });
  everyAnswer(server, options);
  for (const route of options.routes) addRoute(server, route, options.guard);
  unknownAddresses(server, options.routes);
  server.setErrorHandler((failure, request, reply) => refuse(failure, request, reply, options));
  server.server.on('checkExpectation', (_request: IncomingMessage, response: ServerResponse) =>
    refuseWonders(response),
  );
  server.server.on('connect', (_request, socket: Duplex) => refuseTunnel(socket));
  await listen(server, options);
  return {
    origin: originOf(server, options.host),
    [Symbol.asyncDispose]: () => server.close(),
  };
}

function everyAnswer(server: FastifyInstance, { styles, onAnswer }: HttpOptions): void {
  const headers = securityHeaders(styles);
  server.addHook('onRequest', async (request, reply) => {
    reply.headers(headers);
    if (request.headers.host === undefined) throw new AlmanacError('input.invalid', 'The request names no host.');
    if (request.raw.url !== undefined && request.raw.url.length > LONGEST_ADDRESS) {
      throw new AlmanacError('input.invalid', `The address is longer than ${LONGEST_ADDRESS} characters.`);
    }
  });
  server.addHook('onResponse', async (request, reply) => {
    const { url = 'unknown', method = 'unknown' } = request.routeOptions.config as { url?: string; method?: string };
    onAnswer({ route: url, method, status: reply.statusCode, durationMs: reply.elapsedTime });
  });
}

function addRoute(server: FastifyInstance, route: Route, guard: Guard): void {
  const { scope, params, query, body, headers } = route;
  server.route({
    method: route.method,
    url: route.path,
    config: { url: route.path, method: route.method },
    // Before the body is read: who may not ask is not listened to.
    ...(scope && { onRequest: async (request: FastifyRequest) => guard(request.headers.authorization, scope) }),
    async handler(request, reply) {
      const answer = await route.handle({
        params: parsed(params, request.params, 'the path'),
        query: parsed(query, request.query, 'the query'),
        body: parsed(body, request.body ?? {}, 'the body'),
        headers: { ...request.headers, ...parsed(headers, request.headers, 'the headers') },
      });
      if (scope === null) reply.header('access-control-allow-origin', '*');
      return send(request, reply, answer);
    },
  });
}

function parsed(schema: z.ZodObject | undefined, given: unknown, where: string): object {
  if (!schema) return {};
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => `${path.join('.') || where}: ${message}`);
  throw new AlmanacError('input.invalid', `Something in ${where} cannot be understood: ${problems.join('; ')}.`, {
    problems: problems.length,
  });
}

/** A known address asked in another way is told which ways there are; OPTIONS asks just that. */
function unknownAddresses(server: FastifyInstance, routes: readonly Route[]): void {
  const methodsOf = new Map<string, Set<string>>();
  for (const { path, method } of routes) {
    const methods = methodsOf.get(path) ?? new Set(['OPTIONS']);
    methodsOf.set(path, methods.add(method));
    if (method === 'GET') methods.add('HEAD');
  }
  for (const [path, methods] of methodsOf) {
    const allow = [...methods].sort().join(', ');
    const config = { url: path, method: 'OPTIONS' };
    server.route({ method: 'OPTIONS', url: path, config, handler: (_, reply) => optionsAnswer(reply, allow) });
    const others = server.supportedMethods.filter((method) => !methods.has(method));
    server.route({
      method: others,
      url: path,
      config: { url: path, method: 'other' },
      onRequest: async (_request: FastifyRequest, reply: FastifyReply) => {
        reply.header('allow', allow);
        throw new AlmanacError('input.unknown-method', `This address answers ${allow}.`, { allow });
      },
      handler: () => undefined,
    });
  }
  server.setNotFoundHandler(() => {
    throw new AlmanacError(
      'input.unknown-address',
      'There is nothing at this address; /v1/openapi.json lists what there is.',
    );
  });
}

function optionsAnswer(reply: FastifyReply, allow: string): FastifyReply {
  return reply
    .code(204)
    .headers({
      allow,
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'GET, HEAD, OPTIONS',
      'access-control-max-age': '86400',
    })
    .send();
}

function refuse(failure: unknown, request: FastifyRequest, reply: FastifyReply, { onFailure }: HttpOptions): void {
  const { status, error } = refusalOf(failure);
  if (status >= 500) onFailure(failure, request.routeOptions?.url ?? 'unknown');
  reply.code(status).header('cache-control', 'no-store');
  if (status === 401) reply.header('www-authenticate', 'Bearer');
  if (status === 503 || status === 429) reply.header('retry-after', '5');
  reply.type('application/json; charset=utf-8').send(`${JSON.stringify({ error })}\n`);
}

/** What is not HTTP never becomes a request. */
function refuseUnreadable(failure: NodeJS.ErrnoException, socket: Socket): void {
  if (failure.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  end(
    socket,
    STATUS_LINES[failure.code ?? ''] ?? '400 Bad Request',
    'input.invalid',
    'This is not a request that can be read.',
  );
}

function refuseTunnel(socket: Duplex): void {
  end(socket, '405 Method Not Allowed', 'input.unknown-method', 'This server is no proxy.');
}

function refuseWonders(response: ServerResponse): void {
  const error = {
    code: 'input.invalid' satisfies ErrorCode,
    message: 'What the request expects is not done here.',
    detail: {},
  };
  response.writeHead(417, { 'content-type': 'application/json; charset=utf-8' }).end(`${JSON.stringify({ error })}\n`);
}

function end(socket: Duplex, status: string, code: ErrorCode, message: string): void {
  const body = `${JSON.stringify({ error: { code, message, detail: {} } })}\n`;
  socket.end(
    `HTTP/1.1 ${status}\r\ncontent-type: application/json; charset=utf-8\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`,
  );
}

const STATUS_LINES: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

async function listen(server: FastifyInstance, { host, port }: HttpOptions): Promise<void> {
  try {
    await server.listen({ host, port });
  } catch (failure) {
    await server.close();
    const { code, message } = failure as NodeJS.ErrnoException;
    throw new AlmanacError(
      'host.port-taken',
      `The API cannot listen at ${host}:${port} (${code ?? message}). Set API_PORT to a free port, or leave it unset; API_HOST is an address of this machine.`,
      { host, port },
      { cause: failure },
    );
  }
}

function originOf(server: FastifyInstance, host: string): string {
  const port = (server.server.address() as { port: number }).port;
  const reachable = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`;
}
