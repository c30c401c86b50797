/** An answer on its way out: what the reader has already is not sent again, text is compressed once and kept with the answer. */
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CACHE_CONTROL } from './headers.ts';
import type { Answer } from './route.ts';

/** Smaller ones fit into one packet anyway. */
const WORTH_COMPRESSING_BYTES = 1_400;
const TEXT = /^(text\/|application\/(json|xml|atom\+xml|feed\+json)|image\/svg)/;

/** By the answer: a page that is kept is compressed once. */
const compressed = new WeakMap<Answer, Buffer>();
const tags = new WeakMap<Answer, string>();

export async function send(request: FastifyRequest, reply: FastifyReply, answer: Answer): Promise<FastifyReply> {
  reply.code(answer.status ?? 200).type(answer.contentType);
  reply.header('cache-control', CACHE_CONTROL[answer.caching]);
  for (const [name, value] of Object.entries(answer.headers ?? {})) reply.header(name, value);
  if (answer.body instanceof Readable) return reply.send(answer.body);
  if (answer.caching !== 'none') {
    const tag = tagOf(answer);
    reply.header('etag', tag);
    if (knows(request.headers['if-none-match'], tag)) return reply.code(304).removeHeader('content-type').send();
  }
  return reply.send(encoded(request, reply, answer));
}

function tagOf(answer: Answer): string {
  let tag = tags.get(answer);
  if (tag === undefined) {
    const version =
      answer.version ??
      createHash('sha256')
        .update(answer.body as string | Uint8Array)
        .digest('base64url');
    // Weak: the compressed and the plain form share it.
    tag = `W/"${version}"`;
    tags.set(answer, tag);
  }
  return tag;
}

function knows(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  const bare = (text: string) => text.trim().replace(/^W\//, '');
  return header.trim() === '*' || header.split(',').some((one) => bare(one) === bare(tag));
}

function encoded(request: FastifyRequest, reply: FastifyReply, answer: Answer): string | Buffer {
  const body = answer.body as string | Uint8Array;
  const plain = typeof body === 'string' ? body : Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  if (!TEXT.test(answer.contentType) || Buffer.byteLength(plain) < WORTH_COMPRESSING_BYTES) return plain;
  reply.header('vary', 'accept-encoding');
  if (!/\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))) return plain;
  let small = compressed.get(answer);
  if (small === undefined) {
    small = gzipSync(plain);
    compressed.set(answer, small);
  }
  reply.header('content-encoding', 'gzip');
  return small;
}
