/** What a step may read: the artefacts stored before it, each checked against its hash when it is read. */
import { AlmanacError } from '../domain/errors.ts';
import type { ArtefactRef } from '../domain/ledger/document.ts';
import { sha256 } from '../domain/ledger/hash.ts';
import type { ObjectStore, Table, TableCodec } from './ports.ts';

export class StepInputs {
  readonly refs: readonly ArtefactRef[];
  readonly #objects: ObjectStore;
  readonly #tables: TableCodec;

  constructor(refs: readonly ArtefactRef[], objects: ObjectStore, tables: TableCodec) {
    this.refs = refs;
    this.#objects = objects;
    this.#tables = tables;
  }

  has(name: string): boolean {
    return this.#find(name) !== undefined;
  }

  ref(name: string): ArtefactRef {
    const ref = this.#find(name);
    if (!ref) {
      throw new AlmanacError(
        'store.corrupt',
        `The step was handed no "${name}"; it has ${this.refs.map((r) => r.key).join(', ') || 'nothing'}.`,
        { name },
      );
    }
    return ref;
  }

  async bytes(name: string): Promise<Uint8Array> {
    const ref = this.ref(name);
    const bytes = await this.#objects.get(ref.key);
    const found = sha256(bytes);
    if (found !== ref.sha256) {
      throw new AlmanacError(
        'store.corrupt',
        `The stored object ${ref.key} hashes to ${found}, recorded was ${ref.sha256}; restore it from a backup.`,
        { key: ref.key, found, recorded: ref.sha256 },
      );
    }
    return bytes;
  }

  async json<T>(name: string): Promise<T> {
    return JSON.parse(new TextDecoder().decode(await this.bytes(name))) as T;
  }

  async decode(bytes: Uint8Array): Promise<Table> {
    return await this.#tables.decode(bytes);
  }

  /** By the file's name, whatever folder it lies in. */
  #find(name: string): ArtefactRef | undefined {
    return this.refs.find(({ key }) => key.endsWith(`/${name}`));
  }
}
