/** One thing that is true of a release: its value for machines, its wording for people. */
export interface Fact {
  /** Dotted, lower-case, stable: `h24.interval80.low`. */
  readonly name: string;
  readonly value: number | string | boolean;
  readonly text: string;
}

export function fact(name: string, value: Fact['value'], text: string = String(value)): Fact {
  return { name, value, text };
}

/** Looks facts up by name; a template that needs an absent one is left out by whoever asks `has` first. */
export class FactReader {
  readonly #byName: ReadonlyMap<string, Fact>;

  constructor(facts: readonly Fact[]) {
    this.#byName = new Map(facts.map((one) => [one.name, one]));
  }

  has(name: string): boolean {
    return this.#byName.has(name);
  }

  text(name: string): string {
    return this.#get(name).text;
  }

  number(name: string): number {
    return Number(this.#get(name).value);
  }

  is(name: string, value: Fact['value']): boolean {
    return this.#byName.get(name)?.value === value;
  }

  #get(name: string): Fact {
    const found = this.#byName.get(name);
    if (!found) throw new RangeError(`no fact "${name}" on the sheet; ask has() first`);
    return found;
  }
}
