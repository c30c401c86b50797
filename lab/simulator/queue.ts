/** What will happen, by virtual time; what is due at the same moment happens in the order in which it was planned. */
interface Due {
  readonly time: number;
  readonly turn: number;
  readonly run: () => unknown;
}

export class Queue {
  readonly #heap: Due[] = [];
  #turns = 0;
  now = 0;

  after(delayMs: number, run: () => unknown): void {
    this.#heap.push({ time: this.now + Math.max(0, Math.round(delayMs)), turn: this.#turns++, run });
    this.#rise(this.#heap.length - 1);
  }

  /** Runs everything up to a moment, and stands there. */
  runUntil(time: number): void {
    for (let run = this.next(time); run !== null; run = this.next(time)) run();
    this.now = time;
  }

  /** Goes to the next thing that is due up to a moment, for whoever runs it; null: there is none. */
  next(time: number): Due['run'] | null {
    const due = this.#heap.at(0);
    if (due === undefined || due.time > time) return null;
    this.#takeFirst();
    this.now = due.time;
    return due.run;
  }

  #takeFirst(): void {
    const last = this.#heap.pop();
    if (last === undefined || this.#heap.length === 0) return;
    this.#heap[0] = last;
    this.#sink(0);
  }

  #rise(from: number): void {
    const heap = this.#heap;
    for (let at = from; at > 0; ) {
      const parent = (at - 1) >> 1;
      if (!isBefore(heap[at], heap[parent])) return;
      [heap[at], heap[parent]] = [heap[parent], heap[at]];
      at = parent;
    }
  }

  #sink(from: number): void {
    const heap = this.#heap;
    for (let at = from; ; ) {
      let first = at;
      for (const child of [2 * at + 1, 2 * at + 2]) {
        if (child < heap.length && isBefore(heap[child], heap[first])) first = child;
      }
      if (first === at) return;
      [heap[at], heap[first]] = [heap[first], heap[at]];
      at = first;
    }
  }
}

function isBefore(a: Due, b: Due): boolean {
  return a.time < b.time || (a.time === b.time && a.turn < b.turn);
}
