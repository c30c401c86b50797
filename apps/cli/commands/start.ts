import { AlmanacError } from '../../../domain/errors.ts';
import type { AddCommand } from '../context.ts';
import type { StartSource } from '../start.ts';

export const addStart: AddCommand = (program, run) => {
  program
    .command('start')
    .description('Run everything on this machine: engine, worker, schedules; until Ctrl-C.')
    .option('--source <source>', 'live or simulated', 'live')
    .addHelpText('after', '\nExample:\n  npm start -- --source=simulated')
    .action(async (options: { source: string }, command) => {
      await run(command, async (context) => {
        const source = sourceOf(options.source);
        const { start } = await import('../start.ts');
        return await start(context, source);
      });
    });
};

function sourceOf(text: string): StartSource {
  if (text === 'live' || text === 'simulated') return text;
  throw new AlmanacError('input.invalid', `--source=${text} cannot run on a schedule; use live or simulated.`, {
    source: text,
  });
}
