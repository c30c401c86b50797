/**
 * The three-candle reversals: a long body, a short one that gaps away from it, and one of the other colour that closes
 * well back into the first. An evening star is a morning star of negated prices.
 */
import { type Bars, factor, type Indicator, type Kernel } from '../indicator.ts';
import { BODY_BARS, body, bodyBottom, bodyTop, MeanBefore, rises } from './shape.ts';

/** `turn` 1: from falling to rising (100 where found); −1: from rising to falling (−100). */
export function starPattern(name: string, turn: 1 | -1): Indicator<'penetration'> {
  return {
    name,
    parameters: { penetration: factor(0.3) },
    outputs: ['pattern'],
    start: ({ penetration }) => new StarKernel(turn, penetration),
  };
}

/** One candle, with prices negated where the pattern turns down. */
interface Candle {
  readonly rising: boolean;
  readonly top: number;
  readonly bottom: number;
  readonly close: number;
  readonly size: number;
  readonly meanSize: number;
}

class StarKernel implements Kernel {
  readonly #turn: 1 | -1;
  readonly #penetration: number;
  readonly #sizes = new MeanBefore(BODY_BARS);
  #first: Candle | null = null;
  #second: Candle | null = null;

  constructor(turn: 1 | -1, penetration: number) {
    this.#turn = turn;
    this.#penetration = penetration;
  }

  run(bars: Bars, from: number, to: number, out: readonly Float64Array[]): void {
    for (let i = from; i < to; i++) {
      const third = this.#read(bars, i);
      const first = this.#first;
      const second = this.#second;
      this.#first = second;
      this.#second = third;
      const defined = first !== null && second !== null && !Number.isNaN(first.meanSize);
      out[0][i] = defined ? (this.#isStar(first, second, third) ? 100 * this.#turn : 0) : Number.NaN;
    }
  }

  #isStar(first: Candle, second: Candle, third: Candle): boolean {
    return (
      !first.rising &&
      first.size > first.meanSize &&
      second.size <= second.meanSize &&
      second.top < first.bottom &&
      third.rising &&
      third.size > third.meanSize &&
      third.close > first.close + first.size * this.#penetration
    );
  }

  #read(bars: Bars, i: number): Candle {
    const size = body(bars, i);
    const meanSize = this.#sizes.next(size);
    const up = this.#turn === 1;
    return {
      rising: rises(bars, i) === up,
      top: up ? bodyTop(bars, i) : -bodyBottom(bars, i),
      bottom: up ? bodyBottom(bars, i) : -bodyTop(bars, i),
      close: this.#turn * bars.close[i],
      size,
      meanSize,
    };
  }
}
