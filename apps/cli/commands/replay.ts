import type { ReplayReport } from '../../../activities/replay.ts';
import type { AddCommand } from '../context.ts';
import { EXIT } from '../errors.ts';
import { withOperations } from '../session.ts';

export const addReplay: AddCommand = (program, run) => {
  program
    .command('replay <id>')
    .description('Rebuild a past release from its stored inputs and compare every artefact by hash.')
    .option('--deep', 'rebuild the learned state too, instead of checking its stored bytes')
    .addHelpText('after', '\nExample:\n  npm run replay -- BTC-USDT_20260601T1200Z_manual')
    .action(async (releaseId: string, options: { deep?: boolean }, command) => {
      const deep = options.deep === true;
      await run(command, async (context) => {
        const report = await withOperations(context, 'desk', (operations) => operations.replay({ releaseId, deep }));
        if (context.terminal.json) context.terminal.document(report);
        else context.terminal.print(replayText(report));
        return report.verdict === 'identical' ? EXIT.done : EXIT.answerIsNo;
      });
    });
};

function replayText(report: ReplayReport): string {
  const { verdict, artefacts, damaged, codeVersion } = report;
  const lines = artefacts.map(({ key, recorded, rebuilt }) => {
    const same = recorded === rebuilt;
    return `${same ? 'same   ' : 'DIFFERS'} ${key}${same ? '' : `\n        recorded ${recorded}\n        rebuilt  ${rebuilt ?? 'nothing'}`}`;
  });
  lines.push(...damaged.map((key) => `DAMAGED ${key}: the stored bytes no longer match their recorded hash`));
  if (verdict === 'other-code') {
    lines.push(
      `Made by other code (${codeVersion.recorded}; this is ${codeVersion.present}): check that version out and replay there.`,
    );
  }
  lines.push(
    `${report.releaseId}: ${verdict}${verdict === 'identical' ? `, ${artefacts.length} artefacts rebuilt` : ''}`,
  );
  return lines.join('\n');
}
