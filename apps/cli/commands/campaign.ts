import { AlmanacError } from '../../../domain/errors.ts';
import type { Level } from '../../../lab/simulator/level.ts';
import type { CampaignArguments } from '../../../lab/simulator/read-request.ts';
import type { AddCommand, CommandContext } from '../context.ts';
import { EXIT } from '../errors.ts';

interface Options extends CampaignArguments {
  readonly level: string;
}

export const addCampaign: AddCommand = (program, run) => {
  program
    .command('campaign')
    .description('Run the executor against a venue, a network and people that fail, one small world per seed.')
    .option('--level <name>', 'core: what decides, alone; flow: its workflow, activities and workers too', 'core')
    .option('--seeds <n>', 'how many worlds: the seeds 1 to n', '2000')
    .option('--seed <n>', 'only this one')
    .option('--plans <n>', 'trades that each of them is given', '4')
    .option('--without <faults>', 'faults to leave out, comma-separated', '')
    .addHelpText(
      'after',
      '\nExamples:\n  npm run campaign -- --seeds=2000\n  npm run campaign -- --level=flow --seeds=200',
    )
    .action(async (_options, command) => {
      await run(command, async (context) => {
        const options = command.opts() as Options;
        if (options.level === 'core') return await campaign(await coreLevel(), options, context);
        if (options.level === 'flow') return await campaign(await flowLevel(context), options, context);
        throw new AlmanacError('input.invalid', `There is no level "${options.level}"; there are core and flow.`);
      });
    });
};

async function campaign<Fault extends string>(
  level: Level<Fault>,
  options: Options,
  { terminal, signal }: CommandContext,
): Promise<number> {
  const [{ readRequest }, { runCampaign }] = await Promise.all([
    import('../../../lab/simulator/read-request.ts'),
    import('../../../lab/simulator/campaign.ts'),
  ]);
  const tell = (line: string) => terminal.meanwhile(line);
  const result = await runCampaign(level, readRequest(options, level.faults), { tell, signal });
  const { seeds, violations } = result;
  if (terminal.json) terminal.document(result);
  else terminal.print(`${seeds} ${seeds === 1 ? 'seed' : 'seeds'}, ${violations.length} with violations`);
  return violations.length === 0 ? EXIT.done : EXIT.answerIsNo;
}

async function coreLevel() {
  const level = await import('../../../lab/simulator/level.ts');
  return level.coreLevel();
}

async function flowLevel({ config }: CommandContext) {
  const [level, { installLogger, ownBundle }] = await Promise.all([
    import('../../../lab/simulator/flow/level.ts'),
    import('../../workers/run-worker.ts'),
  ]);
  installLogger('silent');
  const { code } = await ownBundle(config.cacheDir);
  return level.flowLevel(code);
}
