/** A price that may be a level, before neighbours are merged. Strength 0 … 1. */
export interface LevelCandidate {
  readonly price: number;
  readonly strength: number;
  readonly origin: 'pivot' | 'volume-profile' | 'round-number';
}
