/** Answers that may be a moment old are made once for everybody who asks in that moment. */
import type { Clock } from '../../activities/ports.ts';

/** `make` runs at most once per `forMs` however many ask; a failure is told to those who waited for it and not kept. */
export function keptFor<T>(forMs: number, clock: Clock, make: () => Promise<T>): () => Promise<T> {
  let kept: { readonly until: number; readonly answer: Promise<T> } | null = null;
  return () => {
    if (kept === null || clock.now() >= kept.until) {
      const answer = make();
      const mine = { until: clock.now() + forMs, answer };
      answer.catch(() => {
        if (kept === mine) kept = null;
      });
      kept = mine;
    }
    return kept.answer;
  };
}
