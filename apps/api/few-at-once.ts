/** For answers that cost much: a few readers at once, each for a limited time; who comes then is told to come again. */
import type { Readable } from 'node:stream';
import { AlmanacError } from '../../domain/errors.ts';

export interface FewAtOnce {
  /** @throws AlmanacError access.too-many */
  read(make: () => Promise<Readable>): Promise<Readable>;
}

export function fewAtOnce(most: number, longestMs: number): FewAtOnce {
  let reading = 0;
  return {
    async read(make) {
      if (reading >= most) {
        const sentence = `${most} readers have this answer under way, which is as many as there may be; ask again in a while.`;
        throw new AlmanacError('access.too-many', sentence, { most });
      }
      reading += 1;
      try {
        const answer = await make();
        const late = new AlmanacError('access.too-many', `Nobody reads this for longer than ${longestMs / 1000} s.`);
        const overdue = setTimeout(() => answer.destroy(late), longestMs);
        answer.once('close', () => {
          clearTimeout(overdue);
          reading -= 1;
        });
        return answer;
      } catch (failure) {
        reading -= 1;
        throw failure;
      }
    },
  };
}
