import { Rng } from '../../domain/numeric/random.ts';

/**
 * Random numbers by position: the stream at (key, position) does not depend on what was drawn before, so the market at
 * a moment depends on seed and time only. Generator: sfc32 (Doty-Humphrey, PractRand), mixed twelve times.
 */
export class Noise {
  readonly #key: number;
  #a = 0;
  #b = 0;
  #c = 0;
  #counter = 1;

  private constructor(key: number) {
    this.#key = key;
  }

  static of(seed: string, name: string): Noise {
    return new Noise(Rng.seeded(`${seed}:${name}`).nextUint32());
  }

  /** Goes to a position: a whole number, e.g. hours since 1970. */
  at(position: number): this {
    this.#a = this.#key;
    this.#b = position | 0;
    this.#c = Math.floor(position / 4294967296) | 0;
    this.#counter = 1;
    for (let i = 0; i < 12; i++) this.#next();
    return this;
  }

  #next(): number {
    const t = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (this.#c << 21) | (this.#c >>> 11);
    this.#c = (this.#c + t) | 0;
    return t >>> 0;
  }

  /** In (0, 1). */
  uniform(): number {
    return (this.#next() + 0.5) / 4294967296;
  }

  /** Standard normal (Marsaglia's polar method). */
  normal(): number {
    for (;;) {
      const u = 2 * this.uniform() - 1;
      const v = 2 * this.uniform() - 1;
      const r = u * u + v * v;
      if (r < 1) return u * Math.sqrt((-2 * Math.log(r)) / r);
    }
  }

  /** Student's t with `df` > 2 degrees of freedom, scaled to unit variance (Bailey 1994, polar method). */
  studentT(df: number): number {
    for (;;) {
      const u = 2 * this.uniform() - 1;
      const v = 2 * this.uniform() - 1;
      const w = u * u + v * v;
      if (w < 1) return u * Math.sqrt(((df - 2) * (w ** (-2 / df) - 1)) / w);
    }
  }
}
