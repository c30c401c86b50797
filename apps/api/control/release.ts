/** A release that somebody asks for over HTTP: the same request asked again, by its key, is the same release. */
import { AlmanacError } from '../../../domain/errors.ts';
import { sha256 } from '../../../domain/ledger/hash.ts';
import { startRelease } from '../../operations/release.ts';
import { unaskedRequest } from '../../operations/request.ts';
import type { Surroundings } from '../surroundings.ts';

export interface AskedFor {
  readonly releaseId: string;
  /** `discarded`: no source answered, so nothing was recorded. */
  readonly status: 'running' | 'published' | 'fallback' | 'missed' | 'discarded';
}

/** An unfinished release by hand of the same symbol and hour is joined. */
export async function releaseAskedFor(
  surroundings: Surroundings,
  { key, symbol = surroundings.config.symbols[0] }: { readonly key: string; readonly symbol?: string | undefined },
): Promise<AskedFor> {
  const { config, stores, clock, source, plan } = surroundings;
  if (!config.symbols.includes(symbol)) {
    const known = config.symbols.join(', ');
    throw new AlmanacError('input.invalid', `${symbol} is none of the symbols released here: ${known}.`, { symbol });
  }
  const keySha256 = sha256(key);
  const before = await stores.control.askedRelease(keySha256);
  if (before !== null) return await askedBefore(surroundings, before, symbol);
  const { releaseId } = await unaskedRequest({ ports: { stores, clock }, plan: plan() }, { symbol, source });
  const kept = await stores.control.keepAskedRelease({ keySha256, symbol, releaseId, askedAt: clock.now() });
  return await askedBefore(surroundings, kept, symbol);
}

/** Begins it where nobody did: whoever kept the key may have died before. */
async function askedBefore(
  { stores, engine }: Surroundings,
  { releaseId, symbol: first }: { readonly releaseId: string; readonly symbol: string },
  symbol: string,
): Promise<AskedFor> {
  if (first !== symbol) {
    const sentence = `This Idempotency-Key stands for a release of ${first}; ask for ${symbol} under another one.`;
    throw new AlmanacError('input.invalid', sentence, { releaseId });
  }
  const stored = await stores.releases.find(releaseId);
  if (stored === null) return { releaseId, status: 'discarded' };
  if (stored.status === 'running') await start(engine, stored.request);
  return { releaseId, status: stored.status };
}

async function start({ client }: Surroundings['engine'], request: Parameters<typeof startRelease>[1]): Promise<void> {
  try {
    await startRelease(client, request);
  } catch (cause) {
    const sentence = 'The workflow engine did not answer; ask again with the same key.';
    throw new AlmanacError('engine.unreachable', sentence, {}, { cause });
  }
}
