/** An answer in Binance's dialect that is not what was asked for. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly code: number;

  constructor(code: number, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

export const invalidSymbol = () => new Refusal(-1121, 'Invalid symbol.');
export const invalidInterval = () => new Refusal(-1120, 'Invalid interval.');
export const missingParameter = (name: string) =>
  new Refusal(-1102, `Mandatory parameter '${name}' was not sent, was empty/null, or malformed.`);
export const invalidParameter = (name: string) => new Refusal(-1130, `Data sent for parameter '${name}' is not valid.`);
export const illegalCharacters = (name: string) =>
  new Refusal(-1100, `Illegal characters found in parameter '${name}'; legal range is '^[0-9]{1,20}$'.`);
