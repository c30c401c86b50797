import { AlmanacError } from '../../../domain/errors.ts';
import { momentText } from '../../../domain/market/moments.ts';
import type { AccountListing } from '../../operations/accounts/read.ts';
import type { Condition } from '../../operations/live/check.ts';
import type { AddCommand, CommandContext } from '../context.ts';
import { EXIT } from '../errors.ts';
import { withOperations } from '../session.ts';

interface ArmOptions {
  readonly account: string;
  readonly for: string;
  readonly yes?: string;
}

export const addLive: AddCommand = (program, run) => {
  const live = program
    .command('live')
    .description('Real orders: what must hold before any may leave, and the second switch.');
  live
    .command('check')
    .description('Every condition, yes or no, with the reason; changes nothing. Exits 3 while one does not hold.')
    .addHelpText('after', '\nExample:\n  npm run live -- check')
    .action(async (_options, command) => {
      await run(command, async (context) => {
        const { conditions, armed } = await lookAt(context);
        const mayArm = conditions.every(({ holds }) => holds);
        const mayBegin = mayArm && armed.length > 0 && armed.every(({ holds }) => holds);
        const verdict = mayBegin
          ? 'Real orders may leave.'
          : mayArm
            ? 'Live may be armed.'
            : 'No real order can leave.';
        if (context.terminal.json)
          context.terminal.document({ mayArm, mayBegin, conditions: [...conditions, ...armed] });
        else context.terminal.print(`${lines([...conditions, ...armed])}\n\n${verdict}`);
        return mayArm ? EXIT.done : EXIT.answerIsNo;
      });
    });
  live
    .command('arm')
    .description(
      'Let an account enter trades with real money for a while. Refuses while anything of "live check" is no.',
    )
    .requiredOption('--account <id>', 'which one')
    .requiredOption('--for <span>', 'for how long: 30m, 4h, 2d; at most 7d')
    .option('--yes <id>', 'the name of the account once more, where nobody can be asked')
    .addHelpText('after', '\nExample:\n  npm run live -- arm --account=live --for=12h')
    .action(async (options: ArmOptions, command) => {
      await run(command, (context) => arm(context, options));
    });
  live
    .command('disarm')
    .description('No more entries, at once. What is held stays protected and is closed by its own rules.')
    .requiredOption('--account <id>', 'which one')
    .addHelpText('after', '\nExample:\n  npm run live -- disarm --account=live')
    .action(async ({ account }: Pick<ArmOptions, 'account'>, command) => {
      await run(command, async (context) => {
        const armed = await withOperations(context, 'desk', ({ arm: set }) => set({ accountId: account, until: null }));
        if (context.terminal.json) context.terminal.document(armed);
        else
          context.terminal.print(`${account} is not armed: it enters nothing. Positions keep their stops and exits.`);
        return EXIT.done;
      });
    });
};

async function arm(context: CommandContext, { account, for: span, yes }: ArmOptions): Promise<number> {
  const { terminal } = context;
  const { armingMs, paperAccount } = await import('../../operations/accounts/arm.ts');
  const lengthMs = armingMs(span);
  if (yes !== undefined && yes !== account) throw notRepeated(account, yes);
  const { conditions, listing } = await lookAt(context);
  const { mode } = named(listing, account);
  if (mode !== 'live') throw paperAccount(account);
  if (account !== context.config.live.accountId) throw notThatOne(account, context.config.live.accountId);
  const broken = conditions.filter(({ holds }) => !holds);
  if (broken.length > 0) {
    if (terminal.json) terminal.document({ armedUntil: null, conditions });
    else terminal.print(`${lines(conditions)}\n\nNot armed: ${broken.map(({ name }) => name).join(', ')}.`);
    return EXIT.answerIsNo;
  }
  terminal.meanwhile(lines(conditions));
  await confirmed(context, account, span, yes);
  const until = Date.now() + lengthMs;
  const armed = await withOperations(context, 'desk', ({ arm: set }) => set({ accountId: account, until }));
  if (terminal.json) terminal.document({ ...armed, conditions });
  else {
    terminal.print(
      `${account} is armed until ${momentText(until)}: cards become orders with real money.\nTo stop entries: npm run live -- disarm --account=${account}. To stop everything: npm run halt -- --why=…`,
    );
  }
  return EXIT.done;
}

async function lookAt(context: CommandContext) {
  const { config, secrets, signal } = context;
  const listing = await withOperations(context, 'desk', (operations) => operations.accounts({}));
  const { armedConditions, liveConditions } = await import('../../operations/live/check.ts');
  const conditions = await liveConditions(config, secrets, listing, signal);
  return { listing, conditions, armed: armedConditions(config, listing, Date.now()) };
}

function named({ accounts }: AccountListing, accountId: string): AccountListing['accounts'][number] {
  const found = accounts.find((account) => account.accountId === accountId);
  if (found !== undefined) return found;
  const live = accounts.filter(({ mode }) => mode === 'live').map((account) => account.accountId);
  const there = live.length === 0 ? 'none of real money yet; the process of real orders opens it' : live.join(', ');
  throw new AlmanacError('input.invalid', `There is no account "${accountId}"; there is ${there}.`, { accountId });
}

function notThatOne(accountId: string, ours: string): AlmanacError {
  const sentence = `LIVE_ACCOUNT is "${ours}", and an executor works on no other; "${accountId}" cannot be armed.`;
  return new AlmanacError('input.invalid', sentence, { accountId });
}

/** A person repeats the name of the account: a yes is typed too easily. */
async function confirmed(
  { terminal, signal }: CommandContext,
  account: string,
  span: string,
  yes?: string,
): Promise<void> {
  if (yes !== undefined) return;
  if (terminal.json || !process.stdin.isTTY) {
    const sentence = `Nobody can be asked here. To arm it, repeat the name of the account: --yes=${account}`;
    throw new AlmanacError('input.invalid', sentence, { account });
  }
  const { createInterface } = await import('node:readline/promises');
  const prompt = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await prompt.question(`\nReal money for ${span}. Type the name of the account to arm it: `, {
      signal,
    });
    if (answer.trim() !== account) throw notRepeated(account, answer.trim());
  } finally {
    prompt.close();
  }
}

function notRepeated(account: string, given: string): AlmanacError {
  const sentence = `"${given}" is not the name of the account, "${account}"; nothing was armed.`;
  return new AlmanacError('trading.not-confirmed', sentence, { account });
}

function lines(conditions: readonly Condition[]): string {
  return conditions.map(({ name, holds, why }) => `${holds ? 'yes' : 'no '}  ${name.padEnd(24)} ${why}`).join('\n');
}
