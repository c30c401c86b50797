/** Commands that change something: a stricter state at once, a looser one in two actions, a release. */
import { canonicalBytes } from '../../../domain/ledger/canonical.ts';
import { sha256 } from '../../../domain/ledger/hash.ts';
import type { TradingState } from '../../../domain/risk/trading-state.ts';
import type { Speaker } from '../../../domain/operator/operators.ts';
import { type BotDesk, CONFIRM_WITHIN_MS } from '../desk.ts';
import { type Reply, says } from '../reply.ts';
import { type OperatorCommand, speakerName } from './command.ts';

/** Every account. */
const EVERYTHING = '*';

export const release: OperatorCommand = {
  name: 'release',
  about: 'make a release now: /release BTC/USDT',
  role: 'approve',
  async run(desk, { words: [symbol] }) {
    const releaseId = await desk.startRelease(symbol);
    return says(`${releaseId} is being made. /why ${releaseId} tells what came of it.`);
  },
};

export const pause = tightening(
  'pause',
  'open nothing new; what is open is closed as planned: /pause [ACCOUNT] [why]',
  'reduce',
);
export const halt = tightening('halt', 'send no order at all, at once: /halt [ACCOUNT] [why]', 'halt');

export const resume: OperatorCommand = {
  name: 'resume',
  about: 'trade again, after one more confirmation: /resume [ACCOUNT]',
  role: 'halt',
  async run(desk, { by, words }) {
    const { scope, rest } = await addressed(desk, words);
    if (rest.length > 0) return says(`There is no account ${rest[0]}; /balance names them.`);
    const now = desk.clock.now();
    const [state, planSha256] = await standing(desk, scope);
    if (state === null || state === 'normal') return says(`Nothing is paused or halted for ${named(scope)}.`);
    const [nonce, expiresAt] = [desk.newNonce(), now + CONFIRM_WITHIN_MS];
    await desk.stores.tradingStates.askToLoosen(scope, { state: 'normal', code: nonce, until: expiresAt });
    await desk.stores.bots.ask({ nonce, ...by, action: { resume: scope }, planSha256, expiresAt });
    const question = `Trading of ${named(scope)} is at "${state}". Trade again?`;
    return { ...says(question), button: { label: 'Trade again', nonce } };
  },
};

/** What the button of /resume does. What has changed since it was shown is not what was confirmed. */
export async function resumed(desk: BotDesk, nonce: string, by: Speaker): Promise<Reply> {
  const now = desk.clock.now();
  const asked = await desk.stores.bots.take(nonce, by, now);
  const scope = (asked?.action as { resume?: string } | undefined)?.resume ?? EVERYTHING;
  const [, planSha256] = await standing(desk, scope);
  if (!asked || asked.planSha256 !== planSha256) {
    return says(
      'This button is no longer valid: used, too old, of somebody else, or the state has changed. Ask again with /resume.',
    );
  }
  const done = await desk.stores.tradingStates.loosen(scope, nonce, { by: speakerName(by), at: now });
  if (!done) return says('The state has changed meanwhile. Ask again with /resume.');
  const account = scope === EVERYTHING ? null : scope;
  return says(`Trading of ${named(scope)} is normal again.`, ...(await desk.liftHalts(account)));
}

function tightening(name: string, about: string, state: Exclude<TradingState, 'normal'>): OperatorCommand {
  return {
    name,
    about,
    role: 'halt',
    async run(desk, { by, words }) {
      const { scope, rest } = await addressed(desk, words);
      const why = rest.join(' ') || `/${name}`;
      const since = desk.clock.now();
      const done = await desk.stores.tradingStates.tighten({ scope, state, why, by: speakerName(by), since });
      return says(done ? `Trading of ${named(scope)} is at "${state}" now.` : 'Trading is stricter than that already.');
    },
  };
}

/** The first word where it is an account; else every account, whatever the words are: who mistypes one halts too much. */
async function addressed({ stores }: BotDesk, words: readonly string[]) {
  const accounts = await stores.accounts.list();
  const isNamed = accounts.some(({ accountId }) => accountId === words[0]);
  return isNamed ? { scope: words[0], rest: words.slice(1) } : { scope: EVERYTHING, rest: words };
}

function named(scope: string): string {
  return scope === EVERYTHING ? 'every account' : `the account ${scope}`;
}

/** The state that holds for the scope, and a hash of everything a person saw of it. */
async function standing({ stores }: BotDesk, scope: string): Promise<[TradingState | null, string]> {
  const rows = await stores.tradingStates.rows();
  const state = rows.find((row) => row.scope === scope)?.state ?? null;
  return [state, sha256(canonicalBytes(rows))];
}
