/** `almanac <command>`: parses, runs, prints; exit codes as docs/OPERATIONS.md says. Loaded by almanac.js. */
import { argv, env, exit, stdout } from 'node:process';
import { runCli } from './run.ts';

// Who reads our output may stop reading (`| head`).
stdout.on('error', (failure: NodeJS.ErrnoException) => exit(failure.code === 'EPIPE' ? 0 : 1));

exit(await runCli(argv.slice(2), env));
