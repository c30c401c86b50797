import { userInfo } from 'node:os';
import { AlmanacError } from '../../../domain/errors.ts';
import { publicationList } from '../../../domain/publication/listing.ts';
import type { AddCommand } from '../context.ts';
import { EXIT } from '../errors.ts';
import { withOperations } from '../session.ts';

export const addPublications: AddCommand = (program, run) => {
  const publications = program.command('publications').description('What was told to whom: list, settle.');
  publications
    .command('list', { isDefault: true })
    .description('What is not there yet, or not known to be; why, and when it is tried again.')
    .option('--all', 'what was sent, too')
    .option('--release <id>', 'only of this release')
    .addHelpText('after', '\nExample:\n  npm run publications -- list --all')
    .action(async (options: { all?: true; release?: string }, command) => {
      await run(command, async (context) => {
        const asked = { all: options.all === true, ...(options.release && { releaseId: options.release }) };
        const listed = await withOperations(context, 'desk', (operations) => operations.publications(asked));
        if (context.terminal.json) context.terminal.document(listed);
        else context.terminal.print(publicationList(listed));
        return EXIT.done;
      });
    });
  publications
    .command('settle <release> <publisher>')
    .description(
      'Say whether an unknown one is there. With --message the publisher is asked whether that message is it.',
    )
    .requiredOption('--as <verdict>', 'sent, or not-sent: then it is sent again')
    .option('--message <number>', 'number of the message over there, from its link')
    .addHelpText(
      'after',
      '\nExample:\n  npm run publications -- settle BTC-USDT_20261120T1000Z_1200 telegram:@channel --as=sent --message=412',
    )
    .action(async (releaseId: string, publisher: string, options: { as: string; message?: string }, command) => {
      await run(command, async (context) => {
        const given = { releaseId, publisher, as: verdictOf(options.as), message: options.message ?? null };
        const settled = await withOperations(context, 'desk', (operations) =>
          operations.settle({ ...given, person: userInfo().username }),
        );
        if (context.terminal.json) context.terminal.document(settled);
        else context.terminal.print(publicationList([settled]));
        return EXIT.done;
      });
    });
};

function verdictOf(text: string): 'sent' | 'not-sent' {
  if (text === 'sent' || text === 'not-sent') return text;
  throw new AlmanacError('input.invalid', `--as=${text} is neither sent nor not-sent.`, { as: text });
}
