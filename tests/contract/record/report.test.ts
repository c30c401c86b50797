import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Ports } from '../../../activities/ports.ts';
import { chartRenderer } from '../../../adapters/chart/renderer.ts';
import { pdfRenderer } from '../../../adapters/pdf/renderer.ts';
import { createStores } from '../../../adapters/postgres/stores.ts';
import { reportRecord } from '../../../apps/operations/record/report.ts';
import { blocksPage } from '../../../domain/report/blocks-page.ts';
import { EXPORTED, keptRecord } from '../../fixtures/kept-record.ts';

it('the track record is a page and a PDF with every slot, and claims nothing that is not known', async () => {
  await using kept = await keptRecord();
  const folder = await mkdtemp(join(tmpdir(), 'almanac-report-'));
  const stores = createStores(kept.database);
  const ports: Pick<Ports, 'stores' | 'clock' | 'charts' | 'pdf'> = {
    ...{ stores, clock: { now: () => EXPORTED }, charts: chartRenderer, pdf: pdfRenderer },
  };

  const listed = { from: 0, to: Number.POSITIVE_INFINITY };
  const { page, pdf, outcomes } = await reportRecord(ports, { source: 'live', listed }, folder);
  const text = await readFile(page, 'utf8');

  expect(outcomes).toBe(34);
  expect(text.match(/<td class="left">2026-03-\d\d \d\d:00<\/td>/g)).toHaveLength(17);
  expect(text).toContain('<td class="left">missed</td>');
  expect(text).toContain('Not yet known whether the ranges of BTC/USDT at 4 h are better than');
  expect(text).toContain((await kept.ledger.head('live'))?.hash);
  expect(text).not.toMatch(/<script|src="http|href=/);
  expect((await readFile(pdf)).subarray(0, 5).toString()).toBe('%PDF-');

  const since = { from: Date.parse('2026-03-27T00:00Z'), to: Date.parse('2026-03-28T00:00Z') };
  const part = await readFile((await reportRecord(ports, { source: 'live', listed: since }, folder)).page, 'utf8');
  const days = part.match(/<td class="left">2026-03-\d\d \d\d:00<\/td>/g) ?? [];
  expect(new Set(days.map((cell) => cell.slice(17, 27)))).toEqual(new Set(['2026-03-27']));
  expect(part).toContain(`${days.length} of 17 are listed here; everything above counts all of them.`);
  expect(part.split('<h2>Slots')[0]).toBe(text.split('<h2>Every slot')[0]);

  const empty = await reportRecord(ports, { source: 'recorded', listed }, join(folder, 'empty'));
  expect(await readFile(empty.page, 'utf8')).toContain('The record is empty.');
  await rm(folder, { recursive: true });
});

it('what stands in a block is text, wherever it stands', () => {
  const hostile = '<script>alert("1")</script>';
  const page = blocksPage(hostile, [
    { kind: 'paragraph', text: hostile },
    { kind: 'list', items: [hostile] },
    { kind: 'table', header: [hostile], align: ['left'], rows: [[hostile]] },
    { kind: 'chart', svg: `<svg>${hostile}</svg>`, caption: hostile },
  ]);
  expect(page).not.toContain('<script');
});
