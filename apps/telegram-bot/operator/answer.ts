/** What the operator bot answers to one update; nothing at all to one that it has answered before. */
import { AlmanacError } from '../../../domain/errors.ts';
import { mayDo, roleOf, type Speaker } from '../../../domain/operator/operators.ts';
import type { BotDesk } from '../desk.ts';
import { type Reply, row, says, titled } from '../reply.ts';
import { resumed } from './acting.ts';
import { OPERATOR_COMMANDS } from './registry.ts';

/** What somebody wrote or pressed, as far as it concerns us. */
export type Heard =
  | { readonly kind: 'wrote'; readonly updateId: number; readonly by: Speaker; readonly text: string }
  | { readonly kind: 'pressed'; readonly updateId: number; readonly by: Speaker; readonly nonce: string };

export async function operatorAnswer(desk: BotDesk, bot: string, heard: Heard): Promise<Reply | null> {
  if (!(await desk.stores.bots.hears(bot, heard.updateId, desk.clock.now()))) return null;
  try {
    return await answer(desk, heard);
  } catch (failure) {
    if (!(failure instanceof AlmanacError)) throw failure;
    return says(failure.message);
  }
}

async function answer(desk: BotDesk, heard: Heard): Promise<Reply> {
  const role = roleOf(desk.operators, heard.by);
  if (role === null) return stranger(heard.by);
  if (heard.kind === 'pressed') {
    return mayDo(role, 'halt') ? await resumed(desk, heard.nonce, heard.by) : says('Your role does not allow that.');
  }
  const [first, ...words] = heard.text.trim().split(/\s+/);
  const name = /^\/([a-z]+)(@\w+)?$/i.exec(first)?.[1].toLowerCase();
  const command = OPERATOR_COMMANDS.find((each) => each.name === name);
  if (!command) return help();
  if (!mayDo(role, command.role)) return says(`/${command.name} needs the role "${command.role}"; yours is "${role}".`);
  return await command.run(desk, { by: heard.by, words });
}

/** Enough to be let in by whoever runs it, and nothing else. */
function stranger({ userId, chatId }: Speaker): Reply {
  return says(`This bot answers its operators alone. You are user ${userId} in chat ${chatId}.`);
}

function help(): Reply {
  const lines = OPERATOR_COMMANDS.map(({ name, about }) => row(`/${name}`, about));
  return titled('What I understand', lines, '');
}
