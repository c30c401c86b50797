/** How a second command talks to the owner of a data folder: one HTTP request over a Unix socket, newline-delimited JSON back. */
import type { ErrorBody } from '../../domain/errors.ts';
import type { OperationEvent } from '../operations/events.ts';

export interface Call {
  readonly operation: string;
  readonly input: unknown;
}

export type Line = { readonly event: OperationEvent } | { readonly result: unknown } | { readonly error: ErrorBody };

export interface OwnerRecord {
  readonly pid: number;
  /** Null while it is still starting. */
  readonly socket: string | null;
  /** Temporal's web page. */
  readonly ui: string | null;
  readonly command: string;
}
