/** Reads a call of the Bot API: JSON, a form, or a form with files. */
import type { IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { Parameters } from './methods.ts';

export interface BotCall {
  readonly token: string;
  readonly method: string;
  readonly given: Parameters;
}

/** Null where the address is no method of a bot. */
export async function readCall(request: IncomingMessage): Promise<BotCall | null> {
  const body = await buffer(request);
  const [, token, method] = /^\/bot([^/]+)\/(\w+)$/.exec(request.url?.split('?')[0] ?? '') ?? [];
  if (!token || !method) return null;
  return { token, method, given: await parametersOf(body, request.headers['content-type'] ?? '') };
}

async function parametersOf(body: Buffer, contentType: string): Promise<Parameters> {
  if (body.length === 0) return {};
  if (contentType.startsWith('application/json')) return JSON.parse(body.toString()) as Parameters;
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData();
  return Object.fromEntries(
    [...form.entries()].map(([name, value]) => [name, typeof value === 'string' ? value : { bytes: value.size }]),
  );
}
