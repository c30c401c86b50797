/** The words of a release. Every number in them occurs in the fact sheet they were made from. */
export interface Explanation {
  readonly origin: 'template' | 'llm';
  readonly headline: string;
  /** Two to five sentences. */
  readonly summary: string;
  readonly bullCase: readonly string[];
  readonly bearCase: readonly string[];
  readonly whatWouldChangeOurMind: readonly string[];
}
