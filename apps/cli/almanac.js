#!/usr/bin/env node
/** The way in, in a language that older Nodes read too, so that they can be told what is needed. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import { env, exit, stderr, version } from 'node:process';
import { setFlagsFromString } from 'node:v8';

const OLDEST_NODE = 24;
if (Number(version.slice(1).split('.')[0]) < OLDEST_NODE) {
  stderr.write(
    `Almanac needs Node ${OLDEST_NODE} or newer; this is ${version}. Run it through "npm run …", which brings its own on Linux x64, or install Node ${OLDEST_NODE}.\n`,
  );
  exit(1);
}

// What Node compiles is kept in the cache folder: loading takes half the time. Threads and child processes read the variable.
env.NODE_COMPILE_CACHE ??= join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'almanac', 'compiled');
const { enableCompileCache } = await import('node:module');
enableCompileCache(env.NODE_COMPILE_CACHE);
// The embedded database is a large program in WebAssembly. Optimising what of it looks busy takes a second of CPU and 450 MB,
// one function of it most of both, and a command never earns that back: its code stays as it was first compiled.
setFlagsFromString('--no-wasm-tier-up');
setFlagsFromString('--no-wasm-dynamic-tiering');
await import('./main.ts');
