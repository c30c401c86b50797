/**
 * Seeded randomness as an argument: xoshiro128** 1.1 (Blackman & Vigna 2021), seeded through splitmix32.
 * Never create one inside a computation without a seed that was handed in.
 */
export class Rng {
  readonly #s: Uint32Array;

  private constructor(state: Uint32Array) {
    this.#s = state;
  }

  /** From any text or whole number; equal seeds give equal streams on every machine. */
  static seeded(seed: string | number): Rng {
    let h = 0x811c9dc5;
    for (const byte of new TextEncoder().encode(String(seed))) h = Math.imul(h ^ byte, 0x01000193);
    const state = new Uint32Array(4);
    for (let i = 0; i < 4; i++) {
      h = (h + 0x9e3779b9) | 0;
      let z = h;
      z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
      z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
      state[i] = z ^ (z >>> 16);
    }
    if (state.every((word) => word === 0)) state[0] = 1;
    return new Rng(state);
  }

  /** The published reference state, for tests against published vectors. */
  static fromState(state: readonly [number, number, number, number]): Rng {
    return new Rng(Uint32Array.from(state));
  }

  /** Next 32 random bits as a whole number in [0, 2^32). */
  nextUint32(): number {
    const s = this.#s;
    const s1 = s[1];
    const x = Math.imul(s1, 5);
    const result = Math.imul((x << 7) | (x >>> 25), 9) >>> 0;
    const t = s1 << 9;
    s[2] ^= s[0];
    s[3] ^= s1;
    s[1] = s1 ^ s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    const s3 = s[3];
    s[3] = (s3 << 11) | (s3 >>> 21);
    return result;
  }

  /** Uniform in [0, 1) with 53 bits. */
  uniform(): number {
    return (this.nextUint32() * 2097152 + (this.nextUint32() >>> 11)) / 9007199254740992;
  }

  /** Whole number in [0, bound), bound ≤ 2^32; bias below 2^-21 for bound ≤ 2048 × 1024. */
  below(bound: number): number {
    return Math.floor(this.uniform() * bound);
  }

  /** Standard normal (Marsaglia polar method, one value a call). */
  normal(): number {
    for (;;) {
      const u = 2 * this.uniform() - 1;
      const v = 2 * this.uniform() - 1;
      const r = u * u + v * v;
      if (r > 0 && r < 1) return u * Math.sqrt((-2 * Math.log(r)) / r);
    }
  }

  /** A stream of its own for a named purpose, so that adding draws to one purpose changes no other. */
  fork(purpose: string): Rng {
    return Rng.seeded(`${this.nextUint32()}:${purpose}`);
  }
}
