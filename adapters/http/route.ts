/** A route as data: what it takes, what it answers and who may ask. The server and the OpenAPI document are made from the same list. */
import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import type { z } from 'zod';

/** What a bearer token may do; each of them by itself. */
export const SCOPES = ['read', 'control', 'halt'] as const;
export type Scope = (typeof SCOPES)[number];

/**
 * How long an answer holds: `immutable` will never be another one (what is committed), `brief` may be a minute old,
 * `none` is only true now.
 */
export type Caching = 'immutable' | 'brief' | 'none';

export interface Answer {
  /** 200 unless told otherwise. */
  readonly status?: number;
  readonly contentType: string;
  readonly body: string | Uint8Array | Readable;
  readonly caching: Caching;
  /** Names the content for `If-None-Match`; without it the bytes are hashed. */
  readonly version?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Asked<P, Q, B, H> {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  /** All of them, those with a schema as it says. */
  readonly headers: IncomingHttpHeaders & H;
}

/** What the document says of an answer. */
export interface Described {
  readonly description: string;
  readonly contentType: string;
  readonly schema?: z.ZodType;
}

export interface Route {
  readonly method: 'GET' | 'POST';
  /** `/v1/releases/:id` */
  readonly path: string;
  readonly summary: string;
  /** Null: everybody. */
  readonly scope: Scope | null;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodObject;
  /** By their names in small letters; others are let through. */
  readonly headers?: z.ZodObject;
  readonly answers: Readonly<Record<number, Described>>;
  handle(asked: Asked<unknown, unknown, unknown, unknown>): Promise<Answer> | Answer;
}

type Parsed<S extends z.ZodObject | undefined> = S extends z.ZodObject ? z.output<S> : Record<string, never>;

/** A route whose handler is given what its schemas make of the request. */
export function route<
  P extends z.ZodObject | undefined = undefined,
  Q extends z.ZodObject | undefined = undefined,
  B extends z.ZodObject | undefined = undefined,
  H extends z.ZodObject | undefined = undefined,
>(
  given: Omit<Route, 'handle' | 'params' | 'query' | 'body' | 'headers'> & {
    readonly params?: P;
    readonly query?: Q;
    readonly body?: B;
    readonly headers?: H;
    readonly handle: (asked: Asked<Parsed<P>, Parsed<Q>, Parsed<B>, Parsed<H>>) => Promise<Answer> | Answer;
  },
): Route {
  return given as unknown as Route;
}

/** A JSON answer. */
export function json(value: unknown, caching: Caching, more: Pick<Answer, 'status' | 'version'> = {}): Answer {
  return { contentType: 'application/json; charset=utf-8', body: `${JSON.stringify(value)}\n`, caching, ...more };
}
