import type { Flaws } from './flaw.ts';
import { isHash, type Members } from './members.ts';

const STATES: readonly unknown[] = ['sending', 'sent', 'unknown', 'refused', 'pending'];

/** Every post that a bundle tells of shows a release of its chain, by the hash of that very entry. */
export class PostCheck {
  readonly #flaws: Flaws;
  readonly #hashes = new Map<string, string>();
  #sent = 0;

  constructor(flaws: Flaws) {
    this.#flaws = flaws;
  }

  get sent(): number {
    return this.#sent;
  }

  addRelease(key: string, hash: string): void {
    this.#hashes.set(key, hash);
  }

  add(line: number, { releaseId, releaseHash, publisher, state, contentSha256 }: Members): void {
    const place = { line, sequence: null, key: String(releaseId) };
    const hash = this.#hashes.get(String(releaseId));
    if (hash === undefined) this.#flaws.add('post', place, 'it shows a release that is not in the chain');
    else if (hash !== releaseHash) {
      this.#flaws.add('post', place, `it carries the hash ${String(releaseHash)}, the release has ${hash}`);
    } else if (!isPost({ publisher, state, contentSha256 })) {
      this.#flaws.add('post', place, 'its publisher, state or content hash is none');
    } else if (state === 'sent') this.#sent++;
  }
}

/** Whether a publisher, the state it is in and the hash of what it was sent are those of a post. */
export function isPost({ publisher, state, contentSha256 }: Members): boolean {
  return isHash(contentSha256) && typeof publisher === 'string' && STATES.includes(state);
}
