/** One command from its words to its exit code. */
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { AlmanacError } from '../../domain/errors.ts';
import { readConfig } from '../config/config.ts';
import { exitCodeOf, printError } from './errors.ts';
import { Terminal } from './terminal.ts';
import type { AddCommand, CommandContext, RunCommand } from './context.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** In the order of the help, `restore` coming with `backup`. Each is loaded when it is asked for: most need little of what others do. */
const COMMANDS: Readonly<Record<string, () => Promise<AddCommand>>> = {
  release: async () => (await import('./commands/release.ts')).addRelease,
  releases: async () => (await import('./commands/releases.ts')).addReleases,
  replay: async () => (await import('./commands/replay.ts')).addReplay,
  evaluate: async () => (await import('./commands/evaluate.ts')).addEvaluate,
  backtest: async () => (await import('./commands/backtest.ts')).addBacktest,
  campaign: async () => (await import('./commands/campaign.ts')).addCampaign,
  retrain: async () => (await import('./commands/retrain.ts')).addRetrain,
  models: async () => (await import('./commands/models.ts')).addModels,
  publications: async () => (await import('./commands/publications.ts')).addPublications,
  record: async () => (await import('./commands/record.ts')).addRecord,
  'verify-record': async () => (await import('./commands/verify-record.ts')).addVerifyRecord,
  backup: async () => (await import('./commands/backup.ts')).addBackup,
  start: async () => (await import('./commands/start.ts')).addStart,
  doctor: async () => (await import('./commands/doctor.ts')).addDoctor,
  paper: async () => (await import('./commands/paper.ts')).addPaper,
  reconcile: async () => (await import('./commands/reconcile.ts')).addReconcile,
  halt: async () => (await import('./commands/halt.ts')).addHalt,
  live: async () => (await import('./commands/live.ts')).addLive,
  resume: async () => (await import('./commands/resume.ts')).addResume,
};

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
    } finally {
      process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
    }
  };
  for (const add of await asked(words)) add(program, run);
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

/** The command that is named, or all of them where none is: for the help, and for what to say to a slip of the fingers. */
async function asked(words: readonly string[]): Promise<AddCommand[]> {
  const name = words.find((word) => !word.startsWith('-')) ?? '';
  const loads = Object.hasOwn(COMMANDS, name) ? [COMMANDS[name]] : Object.values(COMMANDS);
  return await Promise.all(loads.map((load) => load()));
}
