/** What an operation tells while it works; the terminal draws it, the socket carries it, `--json` leaves it out. */
export type OperationEvent =
  | { readonly type: 'note'; readonly text: string }
  | {
      readonly type: 'step';
      readonly step: string;
      readonly state: 'done' | 'failed';
      readonly ms: number;
      readonly summary: string;
    }
  | { readonly type: 'waiting'; readonly step: string; readonly attempt: number; readonly reason: string };

export type Tell = (event: OperationEvent) => void;
