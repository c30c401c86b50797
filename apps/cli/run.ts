/** One command from its words to its exit code. */
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { AlmanacError } from '../../domain/errors.ts';
import { readConfig } from '../config/config.ts';
import { addBackup } from './commands/backup.ts';
import { addBacktest } from './commands/backtest.ts';
import { addCampaign } from './commands/campaign.ts';
import { addDoctor } from './commands/doctor.ts';
import { addEvaluate } from './commands/evaluate.ts';
import { addHalt } from './commands/halt.ts';
import { addLive } from './commands/live.ts';
import { addModels } from './commands/models.ts';
import { addPublications } from './commands/publications.ts';
import { addRecord } from './commands/record.ts';
import { addPaper } from './commands/paper.ts';
import { addReconcile } from './commands/reconcile.ts';
import { addRelease } from './commands/release.ts';
import { addReleases } from './commands/releases.ts';
import { addReplay } from './commands/replay.ts';
import { addResume } from './commands/resume.ts';
import { addRetrain } from './commands/retrain.ts';
import { addStart } from './commands/start.ts';
import { addVerifyRecord } from './commands/verify-record.ts';
import { exitCodeOf, printError } from './errors.ts';
import { Terminal } from './terminal.ts';
import type { CommandContext, RunCommand } from './context.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export async function runCli(words: readonly string[], environment: Environment): Promise<number> {
  let exitCode = 0;
  const program = new Command('almanac')
    .description('Crypto price forecasts on a schedule, with an honest, verifiable record.')
    .option('--json', 'one JSON document on stdout, everything else on stderr')
    .option('--debug', 'show stack traces')
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(text) });
  const run: RunCommand = async (command, work) => {
    const flags = command.optsWithGlobals<{ json?: boolean; debug?: boolean }>();
    const terminal = new Terminal({ json: flags.json === true, environment });
    const interrupted = new AbortController();
    const onSignal = () =>
      interrupted.abort(
        new AlmanacError('release.cancelled', 'Interrupted. Nothing is half-done: run the same command to go on.'),
      );
    process.once('SIGINT', onSignal).once('SIGTERM', onSignal);
    try {
      const { config, secrets } = readConfig(environment, new Date().getUTCFullYear());
      const context: CommandContext = { config, secrets, terminal, signal: interrupted.signal };
      exitCode = await work(context);
    } catch (failure) {
      const reason = interrupted.signal.aborted ? interrupted.signal.reason : failure;
      printError(reason, terminal, flags.debug === true);
      exitCode = exitCodeOf(reason);
    }
  };
  for (const add of [
    addRelease,
    addReleases,
    addReplay,
    addEvaluate,
    addBacktest,
    addCampaign,
    addRetrain,
    addModels,
    addPublications,
    addRecord,
    addVerifyRecord,
    addBackup,
    addStart,
    addDoctor,
    addPaper,
    addReconcile,
    addHalt,
    addLive,
    addResume,
  ])
    add(program, run);
  for (const command of [program, ...program.commands, ...program.commands.flatMap(({ commands }) => commands)]) {
    command.exitOverride().showHelpAfterError('(add --help for what it takes)');
  }
  try {
    await program.parseAsync([...words], { from: 'user' });
  } catch (failure) {
    if (!(failure instanceof CommanderError)) throw failure;
    const asked = ['commander.help', 'commander.helpDisplayed', 'commander.version'].includes(failure.code);
    return asked && !(failure instanceof InvalidArgumentError) && failure.exitCode === 0 ? 0 : 2;
  }
  return exitCode;
}
