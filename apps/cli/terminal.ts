/** Where a command prints: people and machines read different things, and logs never mix with a JSON document. */
import { isatty } from 'node:tty';
import pc from 'picocolors';
import type { OperationEvent } from '../operations/events.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export class Terminal {
  readonly json: boolean;
  readonly colour: boolean;
  readonly width: number;

  constructor(options: { readonly json: boolean; readonly environment: Environment }) {
    this.json = options.json;
    const { NO_COLOR, FORCE_COLOR } = options.environment;
    this.colour = !options.json && !NO_COLOR && (Boolean(FORCE_COLOR) || isatty(1));
    this.width = Math.max(60, Math.min(process.stdout.columns ?? 100, 120));
  }

  /** The one JSON document of a command. */
  document(value: unknown): void {
    process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
  }

  print(text: string): void {
    process.stdout.write(`${text}\n`);
  }

  /** What happens meanwhile; on stderr when stdout belongs to a document. */
  meanwhile(text: string): void {
    (this.json ? process.stderr : process.stdout).write(`${text}\n`);
  }

  error(text: string): void {
    process.stderr.write(`${this.colour ? pc.red(text) : text}\n`);
  }

  readonly tell = (event: OperationEvent): void => this.meanwhile(this.#line(event));

  #line(event: OperationEvent): string {
    const colours = pc.createColors(this.colour);
    switch (event.type) {
      case 'note':
        return colours.yellow(event.text);
      case 'step': {
        const mark = event.state === 'done' ? colours.green('✓') : colours.red('✗');
        return `${mark} ${event.step.padEnd(11)}${`${event.ms} ms`.padStart(9)}  ${colours.dim(event.summary)}`;
      }
      case 'waiting':
        return colours.yellow(`… ${event.step}: attempt ${event.attempt}; waiting: ${event.reason}`);
      default:
        return event satisfies never;
    }
  }
}
