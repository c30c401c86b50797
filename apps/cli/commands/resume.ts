import { LIFT_HALTS_UPDATE } from '../../../workflows/messages.ts';
import { AlmanacError } from '../../../domain/errors.ts';
import { momentText } from '../../../domain/market/moments.ts';
import { accountTable, tradingStateTable } from '../account-text.ts';
import type { AddCommand, CommandContext } from '../context.ts';
import { EXIT } from '../errors.ts';
import { withOperations } from '../session.ts';

interface ResumeOptions {
  readonly confirm?: string;
  readonly account?: string;
}

export const addResume: AddCommand = (program, run) => {
  program
    .command('resume')
    .description(
      'Go on trading, in two actions: the first shows what stands against it and gives a code, the second confirms it.',
    )
    .option('--confirm <code>', 'the code that the first action gave')
    .option('--account <id>', 'only this account')
    .addHelpText('after', '\nExample:\n  npm run resume\n  npm run resume -- --confirm=1a2b3c')
    .action(async (options: ResumeOptions, command) => {
      await run(command, (context) =>
        options.confirm === undefined ? ask(context, options) : confirm(context, options),
      );
    });
};

async function ask(context: CommandContext, { account }: ResumeOptions): Promise<number> {
  const { terminal } = context;
  const [asked, listing] = await withOperations(context, 'desk', async (operations) => [
    await operations.askToResume({ scope: account ?? '*' }),
    await operations.accounts({}),
  ]);
  if (terminal.json) terminal.document({ ...asked, ...listing });
  else {
    const which = account === undefined ? '' : ` --account=${account}`;
    const next = `To go on, by ${momentText(asked.until)}: npm run resume -- --confirm=${asked.code}${which}`;
    terminal.print([tradingStateTable(asked.rows), accountTable(listing), next].join('\n\n'));
  }
  return EXIT.done;
}

async function confirm(context: CommandContext, { account, confirm: code = '' }: ResumeOptions): Promise<number> {
  const { terminal } = context;
  return await withOperations(context, 'desk', async (operations) => {
    const rows = await operations.resume({ scope: account ?? '*', code });
    const lifted = await operations
      .askExecutor({ accountId: account ?? null, update: LIFT_HALTS_UPDATE })
      .catch((failure: unknown) => {
        if (!(failure instanceof AlmanacError)) throw failure;
        terminal.tell({ type: 'note', text: `${failure.message} Its own halts, if it has any, stay until then.` });
        return null;
      });
    if (terminal.json) terminal.document({ tradingStates: rows, accounts: lifted });
    else terminal.print(tradingStateTable(rows));
    const stillHalted = lifted?.filter(({ halts }) => halts.length > 0) ?? [];
    for (const { accountId, halts } of stillHalted)
      terminal.meanwhile(`${accountId} stays halted: ${halts.join('; ')}`);
    return stillHalted.length > 0 ? EXIT.answerIsNo : EXIT.done;
  });
}
