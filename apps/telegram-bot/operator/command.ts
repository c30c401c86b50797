import type { OperatorRole, Speaker } from '../../../domain/operator/operators.ts';
import type { BotDesk } from '../desk.ts';
import type { Reply } from '../reply.ts';

export interface OperatorCommand {
  readonly name: string;
  readonly about: string;
  readonly role: OperatorRole;
  run(desk: BotDesk, asked: Asked): Promise<Reply>;
}

export interface Asked {
  readonly by: Speaker;
  /** What followed the command. */
  readonly words: readonly string[];
}

export function speakerName({ userId }: Speaker): string {
  return `telegram:${userId}`;
}
