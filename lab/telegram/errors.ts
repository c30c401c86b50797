/** A refusal as the Bot API words it. */
export class BotApiError extends Error {
  readonly status: number;
  readonly parameters: { readonly retry_after?: number };

  constructor(status: number, description: string, parameters: { readonly retry_after?: number } = {}) {
    super(description);
    this.status = status;
    this.parameters = parameters;
  }
}
