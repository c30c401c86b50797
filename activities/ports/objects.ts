/** Stored bytes. */
/** Keys are `/`-separated names of letters, digits, `.`, `-`, `_`. First write wins; stored bytes never change. */
export interface ObjectStore {
  /** Writes if nothing is there (If-None-Match: *). `existed`: something was there, and stays. */
  putIfAbsent(key: string, bytes: Uint8Array, contentType: string): Promise<'written' | 'existed'>;
  /** Throws AlmanacError `store.corrupt` when the key is absent. */
  get(key: string): Promise<Uint8Array>;
  /** Null when absent. */
  find(key: string): Promise<Uint8Array | null>;
  /** Keys under a prefix, ascending. */
  list(prefix: string): Promise<string[]>;
  /** Throws AlmanacError `store.unreachable` when it cannot be used. */
  check(): Promise<void>;
}
