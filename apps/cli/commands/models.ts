import { resolve } from 'node:path';
import { Option } from 'commander';
import { findRecipe } from '../../../domain/ensemble/recipe.ts';
import { modelEntry } from '../../../domain/report/model-entry.ts';
import { modelList } from '../../../domain/report/model-list.ts';
import { backtestText, recipeText, trialText } from '../../../domain/ledger/trial-text.ts';
import { typedSymbol } from '../../../domain/market/symbols.ts';
import type { AddCommand } from '../context.ts';
import { EXIT } from '../errors.ts';
import { withOperations } from '../session.ts';

export const addModels: AddCommand = (program, run) => {
  const models = program.command('models').description('The model registry: list, show, backtest.');
  models
    .command('list')
    .description(
      'Every member with its version, role, scores, and since when it runs; what the coverage watch found; what is tried beside releases.',
    )
    .option('--symbol <symbol>', 'only this symbol')
    .addHelpText('after', '\nExample:\n  npm run models -- list --symbol=BTC/USDT')
    .action(async (options: SymbolOption, command) => {
      await run(command, async (context) => {
        const listing = await withOperations(context, 'desk', (operations) => operations.models(filterOf(options)));
        if (context.terminal.json) context.terminal.document(listing);
        else context.terminal.print([modelList(listing), ...listing.trials.map(trialText)].join('\n'));
        return EXIT.done;
      });
    });
  models
    .command('show <name>')
    .description('One member, or "ensemble": parameters, training window, data hash, scores; or a recipe by its id.')
    .option('--symbol <symbol>', 'only of this symbol')
    .addHelpText('after', '\nExample:\n  npm run models -- show har-x --symbol=BTC/USDT')
    .action(async (name: string, options: SymbolOption, command) => {
      await run(command, async ({ terminal, ...context }) => {
        const recipe = findRecipe(name);
        if (recipe) {
          const { trials } = await withOperations({ terminal, ...context }, 'desk', (operations) =>
            operations.models(filterOf(options)),
          );
          const own = trials.filter(({ inForce, trial, rejected }) =>
            [inForce, trial?.recipe, ...rejected.map((gone) => gone.recipe)].includes(name),
          );
          if (terminal.json) terminal.document({ recipe, trials: own });
          else terminal.print([recipeText(recipe), ...own.map(trialText)].join('\n\n'));
          return EXIT.done;
        }
        const asked = { name, ...filterOf(options) };
        const entries = await withOperations({ terminal, ...context }, 'desk', (operations) => operations.model(asked));
        if (terminal.json) terminal.document(entries);
        else terminal.print(entries.map((entry) => modelEntry(entry, terminal.width)).join('\n\n'));
        return EXIT.done;
      });
    });
  models
    .command('backtest <file>')
    .description(
      'Record the backtest of the recipe that is tried beside releases (candidate.json of evaluate --candidate); once.',
    )
    .addOption(sourceOption())
    .addHelpText('after', '\nExample:\n  npm run models -- backtest out/btc/candidate.json')
    .action(async (file: string, { source }: { source: 'live' | 'simulated' }, command) => {
      await run(command, async (context) => {
        const asked = { file: resolve(file), source };
        const found = await withOperations(context, 'desk', (operations) => operations.recordBacktest(asked));
        const { backtest, verdict, reasons } = found;
        if (context.terminal.json) context.terminal.document(found);
        else context.terminal.print(backtestText(backtest, { verdict, reasons }));
        return verdict === 'reject' ? EXIT.answerIsNo : EXIT.done;
      });
    });
};

function sourceOption(): Option {
  return new Option('--source <source>', 'of the releases beside which it is tried')
    .choices(['live', 'simulated'])
    .default('live');
}

interface SymbolOption {
  readonly symbol?: string;
}

function filterOf({ symbol }: SymbolOption) {
  return symbol === undefined ? {} : { symbol: typedSymbol(symbol) };
}
