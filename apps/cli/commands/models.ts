import { modelEntry } from '../../../domain/report/model-entry.ts';
import { modelList } from '../../../domain/report/model-list.ts';
import { typedSymbol } from '../../../domain/market/symbols.ts';
import type { AddCommand } from '../context.ts';
import { EXIT } from '../errors.ts';
import { withOperations } from '../session.ts';

export const addModels: AddCommand = (program, run) => {
  const models = program.command('models').description('The model registry: list, show.');
  models
    .command('list')
    .description('Every member with its version, role, scores, and since when it runs; what the coverage watch found.')
    .option('--symbol <symbol>', 'only this symbol')
    .addHelpText('after', '\nExample:\n  npm run models -- list --symbol=BTC/USDT')
    .action(async (options: SymbolOption, command) => {
      await run(command, async (context) => {
        const listing = await withOperations(context, 'desk', (operations) => operations.models(filterOf(options)));
        if (context.terminal.json) context.terminal.document(listing);
        else context.terminal.print(modelList(listing));
        return EXIT.done;
      });
    });
  models
    .command('show <name>')
    .description('One member, or "ensemble": parameters, training window, data hash, scores.')
    .option('--symbol <symbol>', 'only of this symbol')
    .addHelpText('after', '\nExample:\n  npm run models -- show har-x --symbol=BTC/USDT')
    .action(async (name: string, options: SymbolOption, command) => {
      await run(command, async ({ terminal, ...context }) => {
        const asked = { name, ...filterOf(options) };
        const entries = await withOperations({ terminal, ...context }, 'desk', (operations) => operations.model(asked));
        if (terminal.json) terminal.document(entries);
        else terminal.print(entries.map((entry) => modelEntry(entry, terminal.width)).join('\n\n'));
        return EXIT.done;
      });
    });
};

interface SymbolOption {
  readonly symbol?: string;
}

function filterOf({ symbol }: SymbolOption) {
  return symbol === undefined ? {} : { symbol: typedSymbol(symbol) };
}
