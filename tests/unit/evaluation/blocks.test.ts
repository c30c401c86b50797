import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../../domain/market/candles.ts';
import { gainOf, isKept, type PairedLoss } from '../../../lab/evaluation/blocks/gain.ts';
import { readBlocks } from '../../../lab/evaluation/blocks/read-blocks.ts';
import { readSeries } from '../../../lab/evaluation/blocks/read-series.ts';
import { Rng } from '../../../domain/numeric/random.ts';
import { sharedData } from '../../shared-data.ts';

const folder = mkdtempSync(join(tmpdir(), 'almanac-blocks-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(...lines: string[]): string {
  const path = join(folder, `${lines.length}-${Rng.seeded(lines.join()).below(1e9)}.csv`);
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
}

const asText = (moments: Float64Array) => Array.from(moments, (at) => new Date(at).toISOString().slice(0, 16));

describe('when a recorded value was known', () => {
  it('a day is known an hour after it ended', async () => {
    const vix = await readSeries('vix', file('date,vix', '2021-05-03,18.3', '2021-05-04,19.5'));
    expect(asText(vix.availableAt)).toEqual(['2021-05-04T01:00', '2021-05-05T01:00']);
    expect(Array.from(vix.values)).toEqual([18.3, 19.5]);
  });

  it('a bar is known when it closed, a funding rate just after it was paid', async () => {
    const volume = await readSeries('volume', file('timestamp_ms,volume', '0,5', `${HOUR_MS},6`));
    expect(Array.from(volume.availableAt)).toEqual([HOUR_MS, 2 * HOUR_MS]);
    const funding = await readSeries('funding', file('timestamp_ms,funding_rate', '28800004,0.0001'));
    expect(Array.from(funding.availableAt)).toEqual([28_860_004]);
  });

  it('a planned meeting is known long before two in the afternoon in New York; one called at short notice is left out', async () => {
    const head = 'date,fed_meeting_date_indicator,fed_non_scheduled_meeting_indicator';
    const fomc = await readSeries(
      'fomc',
      file(head, '2020-01-29,1,0', '2020-03-15,1,1', '2020-04-08,0,0', '2020-04-29,1,0'),
    );
    expect(asText(fomc.at)).toEqual(['2020-01-29T19:00', '2020-04-29T18:00']);
    expect(fomc.at[0] - fomc.availableAt[0]).toBe(180 * DAY_MS);
  });

  it.each([
    ['data.malformed', ['date,vix', '2021-05-03,high']],
    ['data.malformed', ['day,vix', '2021-05-03,18']],
    ['data.malformed', ['date,vix', '2021-05-03,']],
    ['data.unsorted', ['date,vix', '2021-05-04,18', '2021-05-03,18']],
    ['data.empty', ['date,vix']],
  ])('a file is refused by name: %s', async (code, lines) => {
    await expect(readSeries('vix', file(...lines))).rejects.toMatchObject({ code });
  });

  const recorded = sharedData('macro/fomc-dates-2017-2023.csv');
  it.skipIf(!recorded)('the recorded calendar has eight planned meetings a year', async () => {
    const { at } = await readSeries('fomc', recorded ?? '');
    const years = Map.groupBy(at, (moment) => new Date(moment).getUTCFullYear());
    expect([2018, 2019, 2022].map((year) => years.get(year)?.length)).toEqual([8, 8, 8]);
  });
});

describe('the words of --block', () => {
  it.each(['vix', 'vix:', 'gold:file.csv'])('%s is refused', async (word) => {
    await expect(readBlocks([word])).rejects.toMatchObject({ code: 'input.invalid' });
  });

  it('a kind is named once', async () => {
    const path = file('date,vix', '2021-05-03,18.3');
    await expect(readBlocks([`vix:${path}`, `vix:${path}`])).rejects.toMatchObject({ code: 'input.invalid' });
    await expect(readBlocks([`vix:${path}`])).resolves.toMatchObject([{ kind: 'vix' }]);
  });
});

describe('whether a block is kept', () => {
  /** Four years of decisions whose loss the block lowers by so much on average, with noise. */
  function rows(gain: number, noise = 0.01): PairedLoss[] {
    const rng = Rng.seeded(`rows ${gain}`);
    return Array.from({ length: 2_900 }, (_, i) => ({
      decision: i * 12 * HOUR_MS,
      without: 1,
      withBlock: 1 - gain + noise * rng.normal(),
      climatology: 1.02,
    }));
  }

  it('takes a gain beyond chance of at least a twentieth of a point', () => {
    expect(gainOf('made-up', 4, rows(0.003))).toMatchObject({ passes: true, rows: 2_900 });
    expect(gainOf('made-up', 4, rows(0)).passes).toBe(false);
    expect(gainOf('made-up', 4, rows(0.0003, 0.0001)).passes).toBe(false);
    expect(gainOf('made-up', 4, rows(0.003, 0.2)).passes).toBe(false);
  });

  it('and the same sign on another coin', () => {
    const [good, bad] = [gainOf('made-up', 4, rows(0.003)), gainOf('made-up', 4, rows(-0.003))];
    expect(isKept(good, good)).toBe(true);
    expect(isKept(good, bad)).toBe(false);
    expect(isKept(bad, good)).toBe(false);
  });

  it('its interval is wider than one of 95 % would be, and holds the gain', () => {
    const { gain } = gainOf('made-up', 4, rows(0.003));
    const spread = (0.01 / Math.sqrt(2_900) / 1.02) * 2.576;
    expect(gain.low).toBeLessThan(gain.value);
    expect((gain.high - gain.low) / (2 * spread)).toBeGreaterThan(0.85);
    expect((gain.high - gain.low) / (2 * spread)).toBeLessThan(1.15);
  });
});
