import { resolve } from 'node:path';
import { AlmanacError } from '../../../domain/errors.ts';
import { isUnreadable } from '../../verifier/lines.ts';
import { knownElsewhere, type VerifyOptions } from '../../verifier/options.ts';
import { verifyFile } from '../../verifier/verify-file.ts';
import type { AddCommand } from '../context.ts';
import { EXIT } from '../errors.ts';
import { listOf } from '../list-of.ts';

export const addVerifyRecord: AddCommand = (program, run) => {
  program
    .command('verify-record <file>')
    .description(
      'Check an exported record, or a proof of one release: nothing changed, doubled, reordered or left out.',
    )
    .option('--head <hash>', 'a hash that a post of the channel carries; may be repeated', listOf)
    .option('--root <day:hash>', 'a daily root that a post carries; may be repeated', listOf)
    .option('--key <key>', 'the public key as the operator tells it elsewhere')
    .option('--candles <files>', 'hourly candles (or finer) of your own as CSV, named for their symbol', listOf)
    .addHelpText('after', '\nExample:\n  npm run verify-record -- record.jsonl --head=9f86d081884c7d65…')
    .action(async (file: string, options: VerifyOptions, command) => {
      await run(command, async ({ terminal }) => {
        const known = knownElsewhere(options);
        if (typeof known === 'string') throw new AlmanacError('input.invalid', `${known}.`);
        const checked = await verifyFile(resolve(file), known, options.candles).catch((failure: unknown) =>
          refuseFile(file, failure),
        );
        if (terminal.json) terminal.document({ file, ...checked.document });
        else terminal.print(checked.text);
        return checked.verified ? EXIT.done : EXIT.answerIsNo;
      });
    });
};

function refuseFile(file: string, failure: unknown): never {
  if (!isUnreadable(failure)) throw failure;
  throw new AlmanacError(
    'input.unreadable-file',
    `${file} cannot be read: ${failure.message}.`,
    { file },
    { cause: failure },
  );
}
