/** `almanac <command>`: parses, runs, prints; exit codes as docs/OPERATIONS.md says. Loaded by almanac.js. */
import process, { argv, env, exit, stderr, stdout } from 'node:process';
import { runCli } from './run.ts';

// Who reads our output may stop reading (`| head`): what runs ends as on Ctrl-C, so that nothing is left behind.
let gone = false;
stdout.on('error', (failure: NodeJS.ErrnoException) => {
  if (failure.code !== 'EPIPE') exit(1);
  if (gone) return;
  gone = true;
  if (!process.emit('SIGTERM')) exit(0);
});

const exitCode = await runCli(argv.slice(2), env);
await Promise.all([flushed(stdout), flushed(stderr)]);
exit(exitCode);

/** A document is longer than a pipe holds: what has been written must have been read before the process may go. */
function flushed(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => stream.write('', () => resolve()));
}
