/** Who may do what from a phone. A role includes those before it; who is not named may do nothing. */
export const OPERATOR_ROLES = ['read', 'approve', 'halt'] as const;
export type OperatorRole = (typeof OPERATOR_ROLES)[number];

export interface Operator {
  readonly userId: number;
  /** The only chat in which this person is listened to. */
  readonly chatId: number;
  readonly role: OperatorRole;
}

export interface Speaker {
  readonly userId: number;
  readonly chatId: number;
}

/** Null: nobody, whatever is asked. @example roleOf([], { userId: 1, chatId: 1 }) // null */
export function roleOf(operators: readonly Operator[], { userId, chatId }: Speaker): OperatorRole | null {
  const found = operators.filter((operator) => operator.userId === userId && operator.chatId === chatId);
  return OPERATOR_ROLES.findLast((role) => found.some((operator) => operator.role === role)) ?? null;
}

export function mayDo(role: OperatorRole | null, needed: OperatorRole): boolean {
  return role !== null && OPERATOR_ROLES.indexOf(role) >= OPERATOR_ROLES.indexOf(needed);
}
