import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { Option } from 'commander';
import { RECIPES, recipeId } from '../../../domain/ensemble/recipe.ts';
import type { PlanArguments } from '../../../lab/evaluation/read-plan.ts';
import { codeVersion } from '../../config/code-version.ts';
import type { AddCommand } from '../context.ts';
import { EXIT } from '../errors.ts';
import { listOf } from '../list-of.ts';

const every = (text: string, before: readonly string[]): string[] => [...before, text];

export const addEvaluate: AddCommand = (program, run) => {
  program
    .command('evaluate')
    .description('Walk forward over recorded candles with the code of the release, and score what it would have said.')
    .requiredOption('--candles <files>', 'candle files, comma-separated or repeated', listOf)
    .option('--symbol <symbol>', 'e.g. BTC/USDT', 'BTC/USDT')
    .requiredOption('--from <day>', 'first day of decisions, e.g. 2019-01-01')
    .requiredOption('--to <day>', 'the day before which they end')
    .option('--slots <times>', 'wall times of the decisions, triggered for horizons in minutes', '00:00,12:00')
    .option('--zone <zone>', 'time zone of the slots', 'UTC')
    .option('--horizons <horizons>', 'in hours, or 30m,60m from bars of one or five minutes', '4h,12h,24h')
    .option('--every <n>', 'only every n-th slot, for a quick look', '1')
    .option('--shares <rule>', 'shares of the members: own worth, stacked, or by-regime', 'own')
    .addOption(candidateOption())
    .option('--seed <n>', 'seed of every random draw of the releases', '1')
    .option(
      '--block <kind:file>',
      'an outside series that har-x is tried with, e.g. funding:FILE; may be repeated',
      every,
      [],
    )
    .option('--members', 'also write members and baselines into forecasts.csv')
    .option('--threads <n>', 'threads that work', String(Math.min(2, availableParallelism())))
    .requiredOption('--out <folder>', 'where the results go; what an ended run left there is used')
    .addHelpText(
      'after',
      '\nExample:\n  npm run evaluate -- --candles=BTCUSDT-1h.csv.gz --symbol=BTC/USDT --from=2019-01-01 --to=2024-01-01 --out=out/btc',
    )
    .action(async (_options, command) => {
      await run(command, async ({ terminal, signal }) => {
        const [{ readPlan }, { readBlocks }, { evaluate }, { summaryText }] = await Promise.all([
          import('../../../lab/evaluation/read-plan.ts'),
          import('../../../lab/evaluation/blocks/read-blocks.ts'),
          import('../../../lab/evaluation/evaluate.ts'),
          import('../../../lab/evaluation/scores/console.ts'),
        ]);
        const given = command.opts() as EvaluateArguments;
        const { plan, threads } = readPlan(given);
        const summary = await evaluate({
          plan,
          threads,
          files: given.candles.map((file) => resolve(file)),
          out: resolve(given.out),
          members: given.members === true,
          blocks: await readBlocks(given.block),
          ...(given.candidate !== undefined && { candidate: given.candidate }),
          codeVersion: codeVersion(),
          tell: (line) => terminal.meanwhile(line),
          signal,
        });
        if (terminal.json) terminal.document(summary);
        else terminal.print(summaryText(summary));
        return summary.horizons.some(({ rows }) => rows > 0) ? EXIT.done : EXIT.answerIsNo;
      });
    });
};

function candidateOption(): Option {
  const sentence = 'also what another recipe would have said, as candidate.json for "models backtest"';
  return new Option('--candidate <recipe>', sentence).choices(RECIPES.map(recipeId));
}

interface EvaluateArguments extends PlanArguments {
  readonly candles: readonly string[];
  readonly members?: boolean;
  readonly candidate?: string;
  /** `KIND:FILE` each. */
  readonly block: readonly string[];
  readonly out: string;
}
