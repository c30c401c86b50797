import { createServer, type Http2Server, type ServerHttp2Stream } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connectTemporal } from '../../../adapters/temporal/connection.ts';

const UNAVAILABLE = '14';

/** Speaks just enough gRPC: the greeting is answered with an empty message, everything else is "unavailable". */
let server: Http2Server;
let refused = 0;
let onRefused: () => void = () => undefined;

beforeAll(async () => {
  server = createServer();
  server.on('stream', (stream: ServerHttp2Stream, headers) => {
    const greeting = String(headers[':path']).endsWith('/GetSystemInfo');
    stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
    stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': greeting ? '0' : UNAVAILABLE }));
    stream.end(greeting ? Buffer.alloc(5) : undefined);
    if (!greeting) {
      refused++;
      onRefused();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => server.close());

it('a connection closed while a call waits to be tried again gives the call up, and the process lives on', async () => {
  const once = new Promise<void>((resolve) => (onRefused = resolve));
  const engine = await connectTemporal(`127.0.0.1:${(server.address() as AddressInfo).port}`, 10_000);
  const call = engine.connection.workflowService.describeNamespace({ namespace: 'default' });
  const givenUp = expect(call).rejects.toThrow(/UNAVAILABLE/);
  await once;
  await engine[Symbol.asyncDispose]();
  await givenUp;
  expect(refused).toBeLessThanOrEqual(2);
});
