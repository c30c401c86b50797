import { resolve } from 'node:path';
import { retrainingText } from '../../../domain/report/retraining-text.ts';
import { type MarketArguments, readMarketWords } from '../../operations/words.ts';
import type { AddCommand } from '../context.ts';
import { EXIT } from '../errors.ts';
import { listOf } from '../list-of.ts';
import { withOperations } from '../session.ts';

export const addRetrain: AddCommand = (program, run) => {
  program
    .command('retrain')
    .description(
      'Learn parameters, shares and calibration of the week anew, compare them with what ran, register them.',
    )
    .option('--symbol <symbol>', 'e.g. BTC/USDT; default: every one of SYMBOLS')
    .option(
      '--source <source>',
      'live, recorded or simulated; default: live, and the simulated market where no exchange answers',
    )
    .option('--candles <files>', 'candle files for --source=recorded, comma-separated or repeated', listOf, [])
    .option('--as-of <moment>', 'a past moment, e.g. 2023-06-01T12:00Z')
    .option('--seed <n>', 'seed of the simulated market')
    .addHelpText(
      'after',
      '\nExample:\n  npm run retrain -- --symbol=ETH/USDT\n  npm run retrain -- --candles=BTCUSDT-1h.csv.gz --as-of=2023-06-01T12:00Z --json',
    )
    .action(async (_options, command) => {
      await run(command, async (context) => {
        const options = command.opts() as MarketArguments;
        const given = { ...options, candles: options.candles.map((file) => resolve(file)) };
        readMarketWords(given, context.config.symbols, Date.now());
        const retrained = await withOperations(context, 'desk', (operations) => operations.retrain(given));
        if (context.terminal.json) context.terminal.document(retrained);
        else context.terminal.print(retrained.map(retrainingText).join('\n\n'));
        return EXIT.done;
      });
    });
};
