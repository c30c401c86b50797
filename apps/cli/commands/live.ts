import type { AddCommand } from '../context.ts';
import { EXIT } from '../errors.ts';
import { withOperations } from '../session.ts';

export const addLive: AddCommand = (program, run) => {
  const live = program.command('live').description('Real orders: what must hold before any may leave.');
  live
    .command('check')
    .description('Every condition, yes or no, with the reason; changes nothing. Exits 3 while one does not hold.')
    .addHelpText('after', '\nExample:\n  npm run live -- check')
    .action(async (_options, command) => {
      await run(command, async (context) => {
        const { config, secrets, terminal, signal } = context;
        const listing = await withOperations(context, 'desk', (operations) => operations.accounts({}));
        const { liveConditions } = await import('../../operations/live/check.ts');
        const conditions = await liveConditions(config, secrets, listing, signal);
        const mayBegin = conditions.every(({ holds }) => holds);
        if (terminal.json) terminal.document({ mayBegin, conditions });
        else {
          const lines = conditions.map(({ name, holds, why }) => `${holds ? 'yes' : 'no '}  ${name.padEnd(24)} ${why}`);
          terminal.print([...lines, '', mayBegin ? 'Live may be armed.' : 'No real order can leave.'].join('\n'));
        }
        return mayBegin ? EXIT.done : EXIT.answerIsNo;
      });
    });
};
