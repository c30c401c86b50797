/** What can go wrong in a world, each with its own chance and its own stream of chance, drawn from the seed. */
import { Rng } from '../../domain/numeric/random.ts';

export class Chances<Name extends string> {
  readonly #chances = new Map<Name, number>();
  readonly #streams = new Map<Name, Rng>();
  /** After a while nothing goes wrong any more, so that it can be seen whether everything comes to rest. */
  over = false;

  /** `most`: the greatest chance that a seed may give to each; half of them are absent from any one seed. */
  constructor(seed: number, most: Readonly<Record<Name, number>>, without: readonly Name[]) {
    for (const name of Object.keys(most) as Name[]) {
      const stream = Rng.seeded(`${seed}:${name}`);
      if (stream.uniform() < 0.5 || without.includes(name)) continue;
      this.#chances.set(name, stream.uniform() * most[name]);
      this.#streams.set(name, stream);
    }
  }

  /** Its own stream: to leave one fault out, or to add another to the list, changes nothing about when the others come. */
  happens(name: Name): boolean {
    const stream = this.#streams.get(name);
    if (stream === undefined) return false;
    return stream.uniform() < (this.#chances.get(name) ?? 0) && !this.over;
  }

  /** Those that this seed knows. */
  get present(): readonly Name[] {
    return [...this.#chances.keys()];
  }
}
