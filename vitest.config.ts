import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

// as apps/cli/almanac.js sets it, and why
const execArgv = ['--no-wasm-tier-up', '--no-wasm-dynamic-tiering'];

const project = (name: string, options: object = {}) => ({
  test: {
    name,
    include: [`tests/${name}/**/*.test.ts`],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    execArgv,
    ...options,
  },
});

export default defineConfig({
  test: {
    globalSetup: ['tests/fixtures/workflow-engine.ts', 'tests/fixtures/learned-cache.ts'],
    // half of the suites wait for servers and processes: two files more than there are cores
    maxWorkers: availableParallelism() + 2,
    projects: [
      // pure functions: nothing that one file does to its modules reaches another
      project('unit', { isolate: false }),
      project('contract'),
      // a file opens and closes all it works with; loading the engine's packages anew for each of them costs a quarter of the CPU
      project('flow', { testTimeout: 180_000, isolate: false }),
      project('replay'),
      project('e2e', { testTimeout: 600_000 }),
    ],
  },
});
