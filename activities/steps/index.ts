/** Every step by name, in the order of `STEP_NAMES`. */
import type { StepName } from '../contract.ts';
import type { Step } from '../step.ts';
import { chart } from './chart.ts';
import { debate } from './debate.ts';
import { ensemble } from './ensemble.ts';
import { explain } from './explain.ts';
import { features } from './features.ts';
import { ingest } from './ingest.ts';
import { learn } from './learn.ts';
import { models } from './models.ts';
import { recommend } from './recommend.ts';
import { regime } from './regime.ts';
import { report } from './report.ts';
import { scenarios } from './scenarios.ts';
import { similarity } from './similarity.ts';
import { verify } from './verify.ts';

export const STEPS: Readonly<Record<StepName, Step>> = {
  ingest,
  features,
  learn,
  regime,
  similarity,
  models,
  ensemble,
  scenarios,
  recommend,
  verify,
  explain,
  debate,
  chart,
  report,
};
