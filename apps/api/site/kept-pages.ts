/** Pages are functions of the record: one is made once for everybody, until the record has a new entry. */
import type { Answer } from '../../../adapters/http/route.ts';

/** The oldest asked for goes first; a page has some tens of kilobytes. */
const KEPT_PAGES = 300;

export class KeptPages {
  readonly #kept = new Map<string, { readonly version: string; readonly answer: Promise<Answer> }>();

  async page(address: string, version: string, make: () => Promise<string>): Promise<Answer> {
    return await this.keep(address, version, async () => {
      return { contentType: 'text/html; charset=utf-8', body: await make(), caching: 'brief' };
    });
  }

  /** `version` names the state of the record that `make` reads. */
  async keep(address: string, version: string, make: () => Promise<Answer>): Promise<Answer> {
    const kept = this.#kept.get(address);
    if (kept?.version === version) return await kept.answer;
    const answer = make();
    this.#kept.delete(address);
    this.#kept.set(address, { version, answer });
    answer.catch(() => this.#kept.delete(address));
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= KEPT_PAGES) break;
      this.#kept.delete(oldest);
    }
    return await answer;
  }
}
