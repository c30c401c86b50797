import { S3ServiceException } from '@aws-sdk/client-s3';
import { AlmanacError, type ErrorCode, type World } from '../../domain/errors.ts';

/** The connection was never made, so nothing can have been written. */
const NEVER_ARRIVED = ['ECONNREFUSED', 'ENOTFOUND', 'EHOSTUNREACH', 'ENETUNREACH', 'EAI_AGAIN'];

/** What the server or the network says. `writing`: a lost answer leaves open whether the object is there. */
export function s3Error(failure: unknown, where: string, writing: boolean): AlmanacError {
  if (failure instanceof AlmanacError) return failure;
  const status = failure instanceof S3ServiceException ? (failure.$metadata.httpStatusCode ?? null) : null;
  const { name, message } = failure as Error;
  const code = codeOf(status, name);
  const sentence = `The object store ${where} ${SENTENCES[code] ?? 'refused'} (${message || name}).`;
  const detail = { endpoint: where, status, reason: name };
  return new AlmanacError(code, sentence, detail, { cause: failure, world: worldOf(failure, status, writing) });
}

const SENTENCES: Partial<Record<ErrorCode, string>> = {
  'store.unreachable': 'does not answer; check that it runs, it is asked again',
  'store.full': 'has no space left; free space and try again',
  'config.invalid': 'refused the keys; check S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY',
  'store.conflict': 'refused the request',
};

function codeOf(status: number | null, name: string): ErrorCode {
  if (status === 507 || name.includes('StorageFull')) return 'store.full';
  if (status === 401 || status === 403) return 'config.invalid';
  if (status === null || status >= 500 || status === 429) return 'store.unreachable';
  return 'store.conflict';
}

function worldOf(failure: unknown, status: number | null, writing: boolean): World {
  if (!writing || (status !== null && status < 500)) return 'nothing-happened';
  return NEVER_ARRIVED.includes((failure as NodeJS.ErrnoException).code ?? '') ? 'nothing-happened' : 'unknown';
}
