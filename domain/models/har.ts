import { harModel, type Har } from './har-regression.ts';
import type { Model } from './model.ts';
import { SPANS, writeSpans } from './spans.ts';

/** The plain autoregression: mean past variance over spans from an hour to a month. */
export const har: Model<Har> = harModel({
  name: 'har',
  version: '2',
  role: 'reserve',
  regressors: (_history, calmed) => ({
    count: 1 + SPANS.length,
    write(bar, rows, at) {
      rows[at] = 1;
      writeSpans((from, to) => calmed.logMean(from, to), bar, rows, at + 1);
    },
  }),
  believed: (errors) => errors,
});
