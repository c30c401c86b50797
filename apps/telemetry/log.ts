/** JSON lines on stderr, one per event, without secrets. */
import { type Logger, pino } from 'pino';
import { type Redact, withoutSecretNames } from './redact.ts';

export interface LogOptions {
  readonly app: string;
  readonly level: string;
  readonly redact: Redact;
  readonly write: (line: string) => void;
}

export function openLog({ app, level, redact, write }: LogOptions): Logger {
  const options = {
    level,
    base: { app },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: {
      level: (label: string) => ({ level: label }),
      log: (fields: object) => withoutSecretNames(fields) as Record<string, unknown>,
    },
  };
  return pino(options, { write: (line: string) => write(redact(line)) });
}
