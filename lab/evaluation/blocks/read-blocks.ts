import { AlmanacError } from '../../../domain/errors.ts';
import { BLOCK_KINDS, type BlockKind } from '../../../domain/models/blocks/kinds.ts';
import type { BlockSource } from '../thread.ts';
import { readSeries } from './read-series.ts';

/** From `KIND:FILE` words to blocks. Throws `input.invalid` for another kind or a kind named twice, and as `readSeries`. */
export async function readBlocks(words: readonly string[]): Promise<BlockSource[]> {
  const named = words.map(namedBlock);
  const twice = named.find(({ kind }, i) => named.findIndex((other) => other.kind === kind) < i);
  if (twice) throw wrong(`${twice.kind}:${twice.path}`, `${twice.kind} is named twice`);
  return await Promise.all(named.map(async ({ kind, path }) => ({ kind, series: await readSeries(kind, path) })));
}

function namedBlock(word: string): { readonly kind: BlockKind; readonly path: string } {
  const colon = word.indexOf(':');
  const kind = BLOCK_KINDS.find((known) => known === word.slice(0, colon));
  const path = word.slice(colon + 1);
  if (kind && path) return { kind, path };
  throw wrong(word, `it must be KIND:FILE with one of ${BLOCK_KINDS.join(', ')}`);
}

function wrong(word: string, what: string): AlmanacError {
  return new AlmanacError('input.invalid', `--block=${word} cannot be used: ${what}.`, { given: word });
}
