import type { Command } from 'commander';
import type { Config } from '../config/config.ts';
import type { Secrets } from '../config/secrets.ts';
import type { Terminal } from './terminal.ts';

/** What a command is given. */
export interface CommandContext {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly terminal: Terminal;
  /** Aborts when the person presses Ctrl-C. */
  readonly signal: AbortSignal;
}

/** Runs a command's work with a context and keeps its exit code. */
export type RunCommand = (command: Command, work: (context: CommandContext) => Promise<number>) => Promise<void>;
export type AddCommand = (program: Command, run: RunCommand) => void;
