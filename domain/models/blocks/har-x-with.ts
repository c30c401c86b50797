import type { History } from '../../market/history.ts';
import { type Har, harModel, type Regressors } from '../har-regression.ts';
import { HAR_X } from '../har-x.ts';
import type { Model } from '../model.ts';
import type { Block } from './block.ts';

/**
 * `har-x` that also looks at blocks: their readings at each bar's close are further regressors of the log variance. Without
 * any block it answers what `har-x` answers, to the last digit.
 *
 * @example harXWith([blockOfKind('funding', series)])
 */
export function harXWith(blocks: readonly Block[]): Model<Har> {
  return harModel({
    ...HAR_X,
    regressors: (history, calmed) => extended(HAR_X.regressors(history, calmed), blocks, history),
  });
}

function extended(own: Regressors, blocks: readonly Block[], { firstOpenTime, barMs }: History): Regressors {
  return {
    count: blocks.reduce((sum, { count }) => sum + count, own.count),
    write(bar, rows, at) {
      own.write(bar, rows, at);
      let next = at + own.count;
      for (const block of blocks) {
        block.write(firstOpenTime + (bar + 1) * barMs, rows, next);
        next += block.count;
      }
    },
  };
}
