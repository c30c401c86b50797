/** `node verify-record.mjs FILE`: the check of a bundle for somebody who has nothing but this file and Node. */
import { argv, exit, stderr, stdout } from 'node:process';
import { parseArgs } from 'node:util';
import { AlmanacError } from '../../domain/errors.ts';
import { isUnreadable } from './lines.ts';
import { knownElsewhere } from './options.ts';
import { role } from './thread.ts';
import { verifyFile } from './verify-file.ts';

const USAGE = `node verify-record.mjs FILE [--head=HASH] [--root=DAY:HASH] [--key=KEY] [--candles=A,B] [--json]

FILE is an exported record (record.jsonl, also gzipped) or a proof of one release (proof.json). --head and --root take what posts of the channel say and may be
repeated; --key takes the public key as it is told elsewhere; --candles takes hourly candles (or finer) of your own as CSV,
named for their symbol, with the columns timestamp_ms,open,high,low,close,volume, and makes every outcome anew. Exit code 0: it verifies; 3: it does not; 2: called wrongly.
`;

if (role === null) exit(await run());

async function run(): Promise<number> {
  const given = readArguments();
  if (typeof given === 'string') return wrongly(given);
  const { values, positionals } = given;
  if (values.help || positionals.length !== 1) {
    stderr.write(USAGE);
    return values.help ? 0 : 2;
  }
  const known = knownElsewhere(values);
  if (typeof known === 'string') return wrongly(known);
  const [file] = positionals;
  try {
    const { verified, document, text } = await verifyFile(
      file,
      known,
      (values.candles ?? []).flatMap((files) => files.split(',')),
    );
    stdout.write(`${values.json ? JSON.stringify({ file, ...document }, null, 2) : text}\n`);
    return verified ? 0 : 3;
  } catch (failure) {
    if (failure instanceof AlmanacError) return wrongly(failure.message);
    if (isUnreadable(failure)) return wrongly(`${file} cannot be read: ${failure.message}`);
    throw failure;
  }
}

function readArguments() {
  try {
    return parseArgs({
      args: argv.slice(2),
      allowPositionals: true,
      options: {
        head: { type: 'string', multiple: true },
        root: { type: 'string', multiple: true },
        key: { type: 'string' },
        candles: { type: 'string', multiple: true },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (failure) {
    if (failure instanceof TypeError) return failure.message;
    throw failure;
  }
}

function wrongly(problem: string): number {
  stderr.write(`${problem}\n\n${USAGE}`);
  return 2;
}
