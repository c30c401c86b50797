/** The track record as a page and as a PDF. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Ports } from '../../../activities/ports.ts';
import { recordOfRows } from '../../../domain/ledger/track-record.ts';
import { TrackBook } from '../../../domain/ledger/track-rows.ts';
import type { EpochMs } from '../../../domain/market/candles.ts';
import type { SourceKind } from '../../../domain/market/sources.ts';
import { trackCurves } from '../../../domain/record/track-curves.ts';
import { trackDiagrams } from '../../../domain/record/track-diagrams.ts';
import { TRACK_TITLE, trackReport } from '../../../domain/record/track-report.ts';
import { blocksPage } from '../../../domain/report/blocks-page.ts';
import { chainEntries } from './chain-entries.ts';

export interface WrittenReport {
  readonly page: string;
  readonly pdf: string;
  readonly outcomes: number;
}

export interface RecordReportAsked {
  readonly source: SourceKind;
  /** The slots that are listed; claims, figures and diagrams are of all there are. */
  readonly listed: { readonly from: EpochMs; readonly to: EpochMs };
}

/** Writes `record.html` and `record.pdf` into a folder. */
export async function reportRecord(
  { stores, clock, charts, pdf }: Pick<Ports, 'stores' | 'clock' | 'charts' | 'pdf'>,
  { source, listed }: RecordReportAsked,
  folder: string,
): Promise<WrittenReport> {
  const now = clock.now();
  const head = await stores.ledger.head(source);
  const rows = new TrackBook();
  for await (const entry of chainEntries(stores.ledger, source, { last: head?.sequence ?? 0 })) rows.add(entry);
  const record = recordOfRows(rows, now);
  const symbols = [...new Set(record.cells.map(({ symbol }) => symbol))];
  const drawn: { svg: string; caption: string }[] = [];
  const curves = trackCurves(rows.rows);
  const diagrams = symbols.flatMap((symbol) => trackDiagrams(symbol, record, curves, { language: 'en' }));
  for (const { option, size, caption } of diagrams) {
    drawn.push({ svg: (await charts.render(option, size)).svg, caption });
  }
  const blocks = trackReport({ source, record, rows, listed, head: head?.hash ?? null, charts: drawn });
  const [page, document] = [join(folder, 'record.html'), join(folder, 'record.pdf')];
  await mkdir(folder, { recursive: true });
  await writeFile(page, blocksPage(TRACK_TITLE, blocks));
  await writeFile(document, await pdf.render({ title: TRACK_TITLE, date: now, blocks }));
  return { page, pdf: document, outcomes: rows.rows.filter(({ outcome }) => outcome !== null).length };
}
