/** One error class for the whole system: a code from a closed list, and what happened to the world. */

export const ERROR_CODES = [
  // data: the market's numbers cannot be used
  'data.stale',
  'data.gap',
  'data.constant',
  'data.wrong-time-unit',
  'data.unsorted',
  'data.conflicting-duplicates',
  'data.not-finite',
  'data.not-positive',
  'data.absurd',
  'data.inconsistent-bar',
  'data.empty',
  'data.malformed',
  'data.wrong-symbol',
  'data.wrong-bar-length',
  'data.outside-range',
  'data.too-little-history',
  'data.cross-venue-deviation',
  // input: called wrongly, nothing is recorded
  'input.invalid',
  'input.unknown-symbol',
  'input.unreadable-file',
  'input.unknown-release',
  'input.unknown-address',
  'input.unknown-method',
  'input.too-large',
  // access: who asks may not
  'access.unknown-token',
  'access.scope',
  'access.too-many',
  // source: the outside did not answer
  'source.unreachable',
  'source.refused',
  // publish: a publisher did not take a message
  'publish.unreachable',
  'publish.limited',
  'publish.refused',
  'publish.content',
  'publish.unanswered',
  // infrastructure
  'store.unreachable',
  'store.conflict',
  'store.corrupt',
  'store.full',
  'store.read-only',
  'engine.unreachable',
  'engine.missing',
  'engine.failed',
  'payload.too-large',
  'config.invalid',
  'host.locked',
  'host.unsupported-runtime',
  'host.port-taken',
  'release.late',
  'release.cancelled',
  'replay.differs',
  'replay.other-code',
  // execution: what may not or cannot be traded
  'executor.superseded',
  'trading.not-confirmed',
  'model.failed',
  'model.timeout',
  'model.invalid-output',
  'internal',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** What the failed operation did to the outside world. `unknown` is settled by asking, never by repeating. */
export type World = 'nothing-happened' | 'done' | 'unknown';

export interface ErrorBody {
  readonly code: ErrorCode;
  readonly message: string;
  readonly detail: Readonly<Record<string, string | number | boolean | null>>;
  readonly world: World;
}

/**
 * Message: what failed, with which value, and what to do. Detail: the offending values, machine-readable.
 *
 * @example throw new AlmanacError('data.stale', 'The bar closing at 12:00Z is missing; the last one closed at 09:00Z. Wait or choose another exchange.', { lastCloseMs: 1 });
 */
export class AlmanacError extends Error {
  override readonly name = 'AlmanacError';
  readonly code: ErrorCode;
  readonly detail: ErrorBody['detail'];
  readonly world: World;

  constructor(
    code: ErrorCode,
    message: string,
    detail: ErrorBody['detail'] = {},
    options: { world?: World; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.detail = detail;
    this.world = options.world ?? 'nothing-happened';
  }

  body(): ErrorBody {
    return { code: this.code, message: this.message, detail: this.detail, world: this.world };
  }
}
