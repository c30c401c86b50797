/** Every command of the operator. One more is a command and a line here. */
import { balance, limits, pnl, positions } from './accounts.ts';
import { halt, pause, release, resume } from './acting.ts';
import type { OperatorCommand } from './command.ts';
import { health, record, sources, status, today, why } from './reading.ts';

export const OPERATOR_COMMANDS: readonly OperatorCommand[] = [
  ...[status, today, release, pnl, positions, balance, limits],
  ...[pause, resume, halt, why, health, sources, record],
];
