import { canonicalBytes } from '../../ledger/canonical.ts';
import { isWritten } from '../../ledger/canonical-members.ts';
import { bufferOf } from '../lines.ts';
import type { Members } from './members.ts';

/** Where in a line the names and values of an object stand (`canonicalEnd`). */
interface Scanned {
  readonly line: Uint8Array;
  readonly members: readonly number[];
}

/**
 * What an entry says, as canonical JSON and as a value: one is made of the other when somebody asks, which for most of a record
 * is in another thread. Bytes of a line are good as long as the line is there.
 */
export class EntryBody {
  #bytes: Uint8Array | null;
  #value: Members | null;
  readonly #scanned: Scanned | null;

  private constructor(bytes: Uint8Array | null, value: Members | null, scanned: Scanned | null = null) {
    this.#bytes = bytes;
    this.#value = value;
    this.#scanned = scanned;
  }

  /** Of bytes that are known to be an object in canonical form. */
  static of(bytes: Uint8Array): EntryBody {
    return new EntryBody(bytes, null);
  }

  /** The same of a part of a line, of which it is known as well where its members are. */
  static scanned(line: Uint8Array, from: number, to: number, members: readonly number[]): EntryBody {
    return new EntryBody(line.subarray(from, to), null, { line, members });
  }

  static read(value: Members): EntryBody {
    return new EntryBody(null, value);
  }

  get bytes(): Uint8Array {
    this.#bytes ??= canonicalBytes(this.#value);
    return this.#bytes;
  }

  get value(): Members {
    this.#value ??= parsed(this.bytes, 0, this.bytes.length) as Members;
    return this.#value;
  }

  /** One of its members, if possible without reading the others; undefined where it has none of that name. */
  member(name: string): unknown {
    return this.#scanned === null ? this.value[name] : scannedMember(this.#scanned, JSON.stringify(name));
  }
}

function scannedMember({ line, members }: Scanned, quoted: string): unknown {
  for (let i = 0; i < members.length; i += 3) {
    const [from, value, to] = [members[i], members[i + 1], members[i + 2]];
    if (isWritten(line, from, value - 1, quoted)) return parsed(line, value, to);
  }
  return undefined;
}

function parsed(bytes: Uint8Array, from: number, to: number): unknown {
  return JSON.parse(bufferOf(bytes).toString('utf8', from, to));
}
