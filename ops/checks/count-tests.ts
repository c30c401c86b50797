/** The closing line of a CI run, counted from the test runner's own report; fails when the tests, the lint before them or the report failed. */
import { existsSync, readFileSync } from 'node:fs';

const [report, status] = process.argv.slice(2);
if (!report || !existsSync(report)) {
  console.error(`No test report at ${report}: the lint or the type check failed before the tests.`);
  console.log('0 passed, 1 failed');
  process.exit(1);
}
const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, numFailedTestSuites } = JSON.parse(
  readFileSync(report, 'utf8'),
) as Record<string, number>;
const failed = numFailedTests > 0 ? numFailedTests : numFailedTestSuites;
const skipped = numPendingTests + numTodoTests;
console.log(`${numPassedTests} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exit(failed > 0 || numPassedTests === 0 ? 1 : Number(status ?? 0));
