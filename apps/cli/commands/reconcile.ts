import { RECONCILE_UPDATE } from '../../../workflows/messages.ts';
import { standingLines } from '../account-text.ts';
import type { AddCommand } from '../context.ts';
import { EXIT } from '../errors.ts';
import { withOperations } from '../session.ts';

export const addReconcile: AddCommand = (program, run) => {
  program
    .command('reconcile')
    .description('Compare the books of every account with its venue now; a difference is told, never explained away.')
    .option('--account <id>', 'only this account')
    .addHelpText('after', '\nExample:\n  npm run reconcile -- --account=main')
    .action(async (options: { account?: string }, command) => {
      await run(command, async (context) => {
        const standings = await withOperations(context, 'desk', (operations) =>
          operations.askExecutor({ accountId: options.account ?? null, update: RECONCILE_UPDATE }),
        );
        if (context.terminal.json) context.terminal.document(standings);
        else context.terminal.print(standingLines(standings));
        return standings.every(({ isReconciled, halts }) => isReconciled && halts.length === 0)
          ? EXIT.done
          : EXIT.answerIsNo;
      });
    });
};
