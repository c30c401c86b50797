import type { CampaignArguments } from '../../../lab/simulator/read-request.ts';
import type { AddCommand } from '../context.ts';
import { EXIT } from '../errors.ts';

export const addCampaign: AddCommand = (program, run) => {
  program
    .command('campaign')
    .description('Run the executor against a venue, a network and people that fail, one small world per seed.')
    .option('--seeds <n>', 'how many worlds: the seeds 1 to n', '2000')
    .option('--seed <n>', 'only this one')
    .option('--plans <n>', 'trades that each of them is given', '4')
    .option('--without <faults>', 'faults to leave out, comma-separated', '')
    .addHelpText('after', '\nExample:\n  npm run campaign -- --seeds=2000')
    .action(async (_options, command) => {
      await run(command, async ({ terminal, signal }) => {
        const [{ readRequest }, { runCampaign }] = await Promise.all([
          import('../../../lab/simulator/read-request.ts'),
          import('../../../lab/simulator/campaign.ts'),
        ]);
        const request = readRequest(command.opts() as CampaignArguments);
        const result = await runCampaign(request, { tell: (line) => terminal.meanwhile(line), signal });
        const { seeds, violations } = result;
        if (terminal.json) terminal.document(result);
        else terminal.print(`${seeds} ${seeds === 1 ? 'seed' : 'seeds'}, ${violations.length} with violations`);
        return violations.length === 0 ? EXIT.done : EXIT.answerIsNo;
      });
    });
};
