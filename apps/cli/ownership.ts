/** When a command needs the data folder for itself, and under which name it holds it. */
import type { CommandContext } from './context.ts';

/** What an operation needs: a `desk` reads and replays, a `host` also makes releases. */
export type Need = 'desk' | 'host';

/** With a real database, a real engine and a real object store nobody needs the folder alone. */
export function needsFolder({ config, secrets }: CommandContext): boolean {
  return !(secrets.DATABASE_URL && config.temporal.address);
}

export function commandLine(): string {
  return process.argv.slice(2).join(' ');
}
