import { resolve } from 'node:path';
import { AlmanacError } from '../../../domain/errors.ts';
import { SOURCE_KINDS, type SourceKind } from '../../../domain/market/sources.ts';
import type { AddCommand } from '../context.ts';
import { EXIT } from '../errors.ts';
import { withOperations } from '../session.ts';
import { type SpanOptions, spanOf } from '../span.ts';

const SOURCE = ['--source <source>', `whose chain: ${SOURCE_KINDS.join(', ')}`, 'live'] as const;

export const addRecord: AddCommand = (program, run) => {
  const record = program.command('record').description('The public record: export, report, prove, key.');
  record
    .command('export')
    .description(
      'Write the public bundle: every slot, forecast, outcome, score, rule, in a chain that anyone can check.',
    )
    .requiredOption('--out <file>', 'where it goes, e.g. record.jsonl')
    .option(...SOURCE)
    .addHelpText('after', '\nExample:\n  npm run record -- export --out=record.jsonl')
    .action(async (options: { out: string; source: string }, command) => {
      await run(command, async (context) => {
        const asked = { source: sourceOf(options.source), out: resolve(options.out) };
        const exported = await withOperations(context, 'desk', (operations) => operations.exportRecord(asked));
        const { file, lines, bytes } = exported;
        const size = bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} KB` : `${(bytes / 1e6).toFixed(1)} MB`;
        if (context.terminal.json) context.terminal.document(exported);
        else
          context.terminal.print(`${file}: ${lines} lines, ${size}. Check it with: npm run verify-record -- ${file}`);
        return EXIT.done;
      });
    });
  record
    .command('report')
    .description('The track record as a page and a PDF: claims, figures, diagrams, every slot with its outcome.')
    .option('--out <folder>', 'where record.html and record.pdf go', 'record')
    .option('--from <moment>', 'list the slots from here on, ISO date or moment, UTC; figures always count all of them')
    .option('--to <moment>', 'the same, not included')
    .option(...SOURCE)
    .addHelpText('after', '\nExample:\n  npm run record -- report --out=out/record --from=2026-11-01')
    .action(async (options: SpanOptions & { out: string; source: string }, command) => {
      await run(command, async (context) => {
        const asked = { source: sourceOf(options.source), out: resolve(options.out), listed: spanOf(options) };
        const written = await withOperations(context, 'desk', (operations) => operations.reportRecord(asked));
        if (context.terminal.json) context.terminal.document(written);
        else context.terminal.print(`${written.outcomes} outcomes\n  page  ${written.page}\n  pdf   ${written.pdf}`);
        return EXIT.done;
      });
    });
  record
    .command('prove <id>')
    .description(
      'Print the proof that a release is among the entries of its day; verify-record checks it against the day’s root.',
    )
    .addHelpText('after', '\nExample:\n  npm run record -- prove BTC-USDT_20261120T1000Z_1200 > proof.json')
    .action(async (releaseId: string, _options, command) => {
      await run(command, async (context) => {
        const proof = await withOperations(context, 'desk', (operations) => operations.proveRelease({ releaseId }));
        context.terminal.document(proof);
        return EXIT.done;
      });
    });
  record
    .command('key')
    .description('The public key that signs releases and the record; tell it where the server cannot change it.')
    .addHelpText('after', '\nExample:\n  npm run record -- key')
    .action(async (_options, command) => {
      await run(command, async (context) => {
        const key = await withOperations(context, 'desk', (operations) => operations.recordKey({}));
        if (context.terminal.json) context.terminal.document(key);
        else context.terminal.print(`${key.publicKey}\nfingerprint ${key.fingerprint}`);
        return EXIT.done;
      });
    });
};

function sourceOf(text: string): SourceKind {
  const source = SOURCE_KINDS.find((kind) => kind === text);
  if (source) return source;
  throw new AlmanacError('input.invalid', `--source=${text} is no source; there are ${SOURCE_KINDS.join(', ')}.`, {
    source: text,
  });
}
