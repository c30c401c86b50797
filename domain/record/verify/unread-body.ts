import type { Members } from './members.ts';

const ASCII = new TextDecoder();

/**
 * An object that is known to be canonical JSON in ASCII and becomes a value when somebody asks, while its line is still there: most are
 * asked for by another thread.
 */
export class UnreadBody {
  readonly #bytes: Uint8Array;
  #value: Members | null = null;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  read(): Members {
    this.#value ??= JSON.parse(ASCII.decode(this.#bytes)) as Members;
    return this.#value;
  }
}
