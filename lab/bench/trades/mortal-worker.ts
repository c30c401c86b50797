/** The execution worker's own process, killed at random moments of its life and started again, as a supervisor would. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Rng } from '../../../domain/numeric/random.ts';
import { bareEnvironment } from '../places.ts';

const MAIN = fileURLToPath(new URL('../../../apps/execution-worker/main.ts', import.meta.url));
/** Of a life after its first poll. */
const SHORTEST_LIFE_MS = 1_000;
const LONGEST_LIFE_MS = 30_000;

export class MortalWorker implements AsyncDisposable {
  readonly #env: Readonly<Record<string, string>>;
  readonly #rng: Rng;
  readonly #ended: Promise<void>;
  #mayDie = true;
  #isOver = false;
  #child: ChildProcess | null = null;
  kills = 0;
  /** What it said before it ended by itself. */
  readonly failures: string[] = [];

  constructor(env: Readonly<Record<string, string>>, rng: Rng) {
    this.#env = env;
    this.#rng = rng;
    this.#ended = this.#live();
  }

  /** From now on nobody kills it. */
  spare(): void {
    this.#mayDie = false;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isOver = true;
    this.#child?.kill('SIGTERM');
    await this.#ended;
  }

  async #live(): Promise<void> {
    while (!this.#isOver) await this.#once();
  }

  async #once(): Promise<void> {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', MAIN, '--source=simulated'], {
      env: { ...bareEnvironment(), ...this.#env },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    this.#child = child;
    let said = '';
    const polls = new Promise<void>((resolve) => {
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        if (said.includes('Polling the queue')) resolve();
      });
    });
    const closed = once(child, 'close');
    const lifeMs = SHORTEST_LIFE_MS + (LONGEST_LIFE_MS - SHORTEST_LIFE_MS) * this.#rng.uniform();
    const ended = new AbortController();
    void closed.then(() => ended.abort());
    await Promise.race([polls.then(() => sleep(lifeMs, null, { signal: ended.signal })), closed]).catch(
      () => undefined,
    );
    if (this.#mayDie && !this.#isOver && child.exitCode === null && child.kill('SIGKILL')) this.kills++;
    await closed;
    if (child.exitCode !== null && !this.#isOver) this.failures.push(said.trim().split('\n').at(-1) ?? '');
  }
}
