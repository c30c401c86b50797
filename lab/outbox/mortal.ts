/** A process that is killed at one of its awaits: before the call goes out or before its answer is read; then nothing works any more. */

export class Killed extends Error {}

export class Mortal {
  #awaitsLeft: number;

  /** `awaits`: how many it lives through; Infinity: all of them. */
  constructor(awaits: number) {
    this.#awaitsLeft = awaits;
  }

  /** The same object with every asynchronous method between two moments of death. */
  holding<T extends object>(target: T): T {
    return new Proxy(target, {
      get: (_, name) => {
        const member = Reflect.get(target, name) as unknown;
        if (typeof member !== 'function') return member;
        return (...given: unknown[]) => this.#through(() => Reflect.apply(member, target, given));
      },
    });
  }

  #through(call: () => unknown): unknown {
    this.#await();
    const answer = call();
    if (!(answer instanceof Promise)) return answer;
    return answer.then(
      (value: unknown) => {
        this.#await();
        return value;
      },
      (failure: unknown) => {
        this.#await();
        throw failure;
      },
    );
  }

  #await(): void {
    if (this.#awaitsLeft <= 0) throw new Killed();
    this.#awaitsLeft--;
  }
}
