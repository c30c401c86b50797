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

export const pause = tightening('pause', 'open nothing new; what is open is closed as planned', 'reduce');
export const halt = tightening('halt', 'send no order at all, at once', 'halt');

export const resume: OperatorCommand = {
  name: 'resume',
  about: 'trade again, after one more confirmation',
  role: 'halt',
  async run(desk, { by }) {
    const now = desk.clock.now();
    const [state, planSha256] = await standing(desk);
    if (state === null || state === 'normal') return says('Nothing is paused or halted.');
    const [nonce, expiresAt] = [desk.newNonce(), now + CONFIRM_WITHIN_MS];
    await desk.stores.tradingStates.askToLoosen(EVERYTHING, { state: 'normal', code: nonce, until: expiresAt });
    await desk.stores.bots.ask({ nonce, ...by, action: 'resume', planSha256, expiresAt });
    return { ...says(`Trading is at "${state}". Trade again?`), button: { label: 'Trade again', nonce } };
  },
};

/** What the button of /resume does. What has changed since it was shown is not what was confirmed. */
export async function resumed(desk: BotDesk, nonce: string, by: Speaker): Promise<Reply> {
  const now = desk.clock.now();
  const asked = await desk.stores.bots.take(nonce, by, now);
  const [, planSha256] = await standing(desk);
  if (!asked || asked.planSha256 !== planSha256) {
    return says(
      'This button is no longer valid: used, too old, of somebody else, or the state has changed. Ask again with /resume.',
    );
  }
  const done = await desk.stores.tradingStates.loosen(EVERYTHING, nonce, { by: speakerName(by), at: now });
  if (!done) return says('The state has changed meanwhile. Ask again with /resume.');
  return says('Trading is normal again.', ...(await desk.liftHalts()));
}

function tightening(name: string, about: string, state: Exclude<TradingState, 'normal'>): OperatorCommand {
  return {
    name,
    about,
    role: 'halt',
    async run({ stores, clock }, { by, words }) {
      const why = words.join(' ') || `/${name}`;
      const since = clock.now();
      const done = await stores.tradingStates.tighten({ scope: EVERYTHING, state, why, by: speakerName(by), since });
      return says(done ? `Trading of every account is at "${state}" now.` : 'Trading is stricter than that already.');
    },
  };
}

/** The state that holds for every account, and a hash of everything a person saw of it. */
async function standing({ stores }: BotDesk): Promise<[TradingState | null, string]> {
  const rows = await stores.tradingStates.rows();
  const state = rows.find(({ scope }) => scope === EVERYTHING)?.state ?? null;
  return [state, sha256(canonicalBytes(rows))];
}
