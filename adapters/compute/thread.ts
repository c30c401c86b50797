/** A worker thread of the pure functions. */
import { serve } from './serve.ts';
import { TASKS } from './tasks.ts';

serve(TASKS);
