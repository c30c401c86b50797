/** What stands around the entries: header and footer, and that their order is kept. */
import { canonicalText } from '../../ledger/canonical.ts';
import { isSignedBy } from '../../ledger/signature.ts';
import { SOURCE_KINDS, type SourceKind } from '../../market/sources.ts';
import { BUNDLE_FORMAT } from '../lines.ts';
import type { Flaws } from './flaw.ts';
import { type Members, momentOf } from './members.ts';

/** In this order they come. */
const SECTIONS = ['header', 'entries', 'post', 'day', 'footer'] as const;
type Section = (typeof SECTIONS)[number];

export interface Header {
  readonly source: SourceKind;
  readonly exportedAt: number;
  readonly publicKey: string;
}

/** What the lines before the footer amount to. */
export interface Contents {
  readonly count: number;
  readonly head: string;
  readonly sha256: string;
}

export class FrameCheck {
  readonly #flaws: Flaws;
  #section: Section | null = null;
  #header: Header | null = null;

  constructor(flaws: Flaws) {
    this.#flaws = flaws;
  }

  get header(): Header | null {
    return this.#header;
  }

  /** To which section a line of this kind belongs; told where it should not stand here. */
  enter(line: number, kind: unknown): Section {
    const section = SECTIONS.find((name) => name === kind) ?? 'entries';
    const before = this.#section === null ? -1 : SECTIONS.indexOf(this.#section);
    const once = section === 'header' || section === 'footer';
    const at = SECTIONS.indexOf(section);
    if (this.#section === null && section !== 'header')
      this.#tell(line, 'header', 'the file does not begin with a header');
    else if (at < before || (once && at === before)) this.#tell(line, 'form', `a line of kind ${section} stands here`);
    this.#section = section;
    return section;
  }

  readHeader(line: number, { format, schema, source, exportedAt, publicKey }: Members): void {
    const kind = SOURCE_KINDS.find((name) => name === source);
    const at = momentOf(exportedAt);
    if (format !== BUNDLE_FORMAT || schema !== 1) {
      this.#tell(
        line,
        'header',
        `the format is ${String(format)} ${String(schema)}; this verifier knows ${BUNDLE_FORMAT} 1`,
      );
    } else if (kind === undefined) {
      this.#tell(line, 'header', `"${String(source)}" is no source; there are ${SOURCE_KINDS.join(', ')}`);
    } else if (at === undefined || typeof publicKey !== 'string') {
      this.#tell(line, 'header', 'it does not say when it was exported, or whose signature it carries');
    } else this.#header = { source: kind, exportedAt: at, publicKey };
  }

  readFooter(line: number, { signature, ...footer }: Members, contents: Contents): void {
    for (const name of ['count', 'head', 'sha256'] as const) {
      if (footer[name] === contents[name]) continue;
      this.#tell(line, 'footer', `${name} is ${String(footer[name])}, the lines before it make ${contents[name]}`);
    }
    const key = this.#header?.publicKey ?? '';
    if (typeof signature !== 'string' || !isSignedBy(key, canonicalText(footer), signature)) {
      this.#tell(line, 'signature', 'the footer is not signed by the key in the header');
    }
  }

  end(lines: number, flaws: Flaws): void {
    const place = { line: lines === 0 ? null : lines, sequence: null, key: null };
    if (lines === 0) flaws.add('form', place, 'the file is empty');
    else if (this.#section !== 'footer') flaws.add('footer', place, 'the file ends without a footer');
  }

  #tell(line: number, check: 'form' | 'header' | 'footer' | 'signature', problem: string): void {
    this.#flaws.add(check, { line, sequence: null, key: null }, problem);
  }
}
