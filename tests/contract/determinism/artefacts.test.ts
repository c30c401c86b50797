import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReleaseRequest } from '../../../activities/ports.ts';
import { openCompute } from '../../../adapters/compute/pool.ts';
import { parquetCodec } from '../../../adapters/parquet/codec.ts';
import type { ArtefactRef } from '../../../domain/ledger/document.ts';
import { isoTime } from '../../../domain/ledger/assemble.ts';
import { releaseId } from '../../../domain/ledger/release-id.ts';
import { MINUTE_MS } from '../../../domain/market/candles.ts';
import { type MarketFile, hundredDaysCutoff, hundredDaysPast, marketFile } from '../../fixtures/market-file.ts';
import { backDatedRequest, hashesOf, openPipeline, type Pipeline } from '../../fixtures/pipeline.ts';

/** The only ones that may say which release they belong to. */
const REPORTS = ['report.md', 'report.pdf'];
const isNoReport = ({ key }: ArtefactRef) => !REPORTS.some((name) => key.endsWith(`/${name}`));
const compute = openCompute({ threads: 2 });
let files: MarketFile[];
let pipelines: Pipeline[];
let requests: ReleaseRequest[];
let made: (readonly ArtefactRef[])[];

beforeAll(async () => {
  files = [await marketFile(hundredDaysPast), await marketFile(hundredDaysPast)];
  pipelines = [await openPipeline({ compute }), await openPipeline({ compute })];
  requests = ['manual', 'manual-77'].map((slot, i) =>
    backDatedRequest({
      slot,
      releaseId: releaseId('BTC/USDT', hundredDaysCutoff, slot),
      cutoff: hundredDaysCutoff,
      askedAt: hundredDaysCutoff + 7.531 * MINUTE_MS + i,
      candleFiles: [files[i].path],
    }),
  );
  made = [await pipelines[0].release(requests[0]), await pipelines[1].release(requests[1])];
});

afterAll(async () => {
  for (const open of [...pipelines, ...files, compute]) await open[Symbol.asyncDispose]();
});

describe('the artefacts of one release, made twice from nothing in two folders under two ids', () => {
  it('are the same to the byte', () => {
    const [first, second] = made.map((artefacts) => hashesOf(artefacts.filter(isNoReport)));
    expect(Object.keys(first).length).toBeGreaterThan(15);
    expect(second).toEqual(first);
  });

  it('hold no id, no path and no moment of asking', async () => {
    const { releaseId: id, askedAt } = requests[0];
    const { dataDir } = pipelines[0];
    const marks = [id, dataDir, process.cwd(), files[0].path, String(askedAt), isoTime(askedAt)];
    const found: string[] = [];
    for (const { key } of made[0].filter(isNoReport)) {
      const text = await textOf(key, await pipelines[0].ports.objects.get(key));
      found.push(...marks.filter((mark) => text.includes(mark)).map((mark) => `${mark} in ${key}`));
    }
    expect(found).toEqual([]);
  });
});

/** Compressed tables are unpacked, so that nothing hides in them. */
async function textOf(key: string, bytes: Uint8Array): Promise<string> {
  const raw = Buffer.from(bytes).toString('latin1');
  if (!key.endsWith('.parquet')) return raw;
  const { columns } = await parquetCodec.decode(bytes);
  return `${raw} ${columns.map(({ name, values }) => `${name} ${Array.from<unknown>(values).join(' ')}`).join(' ')}`;
}
