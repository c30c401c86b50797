import { resolve } from 'node:path';
import type { Manifest } from '../../operations/backup/manifest.ts';
import type { AddCommand, CommandContext } from '../context.ts';
import { EXIT } from '../errors.ts';
import { withOperations } from '../session.ts';

export const addBackup: AddCommand = (program, run) => {
  program
    .command('backup')
    .description('Copy database and objects into a folder, everything with its hash. Also while Almanac runs.')
    .requiredOption('--out <folder>', 'where it goes; empty, or not there')
    .addHelpText('after', '\nExample:\n  npm run backup -- --out=/backups/2026-11-21')
    .action(async (options: { out: string }, command) => {
      await run(command, async (context) => {
        const out = resolve(options.out);
        const manifest = await withOperations(context, 'desk', (operations) => operations.backUp({ out }));
        if (context.terminal.json) context.terminal.document({ folder: out, ...manifest });
        else context.terminal.print(backupText(out, manifest));
        return EXIT.done;
      });
    });
  program
    .command('restore')
    .description('Put a backup into an empty installation, and verify the record in it.')
    .requiredOption('--from <folder>', 'what `backup` wrote')
    .addHelpText('after', '\nExample:\n  DATA_DIR=new npm run restore -- --from=/backups/2026-11-21')
    .action(async (options: { from: string }, command) => {
      await run(command, async (context) => await restoreInto(context, resolve(options.from)));
    });
};

async function restoreInto(context: CommandContext, from: string): Promise<number> {
  const { restoreHere } = await import('../restore.ts');
  const { manifest, chains } = await restoreHere(context, from);
  const verified = chains.every(({ verdict }) => verdict.verified);
  if (context.terminal.json) {
    const checked = chains.map(({ source, verdict: { verified, head, flaws } }) => ({ source, verified, head, flaws }));
    context.terminal.document({ folder: from, verified, chains: checked, ...manifest });
  } else context.terminal.print(restoredText(manifest, chains));
  return verified ? EXIT.done : EXIT.answerIsNo;
}

function backupText(folder: string, manifest: Manifest): string {
  return [
    `${folder}: ${contentText(manifest)}.`,
    'The signing key and other secrets are not in it: keep them apart.',
    `Put it back into an empty installation with: npm run restore -- --from=${folder}`,
  ].join('\n');
}

function restoredText(
  manifest: Manifest,
  chains: readonly {
    readonly source: string;
    readonly verdict: { readonly verified: boolean; readonly flawCount: number };
  }[],
): string {
  const lines = chains.map(({ source, verdict: { verified, flawCount } }) =>
    verified
      ? `  ${source}: the record verifies up to where it ended`
      : `  ${source}: DOES NOT VERIFY, ${flawCount} flaws`,
  );
  return [`Restored as of ${manifest.takenAt}: ${contentText(manifest)}.`, ...lines].join('\n');
}

function contentText({ tables, objects }: Manifest): string {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  return `${rows} rows in ${tables.length} tables, ${objects.count} objects of ${(objects.bytes / 1e6).toFixed(1)} MB`;
}
