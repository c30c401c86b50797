/** How good the planned forecasts have been: the figures of the public page in words, and its reliability diagram as a picture. */
import { MIN_DECISIONS_FOR_COVERAGE } from '../../../domain/narrative/forecast-facts.ts';
import { formatPercent, formatSignedPercent } from '../../../domain/narrative/figures.ts';
import { trackDiagrams } from '../../../domain/record/track-diagrams.ts';
import { TRACK_WORDS } from '../../../domain/record/track-words.ts';
import type { Arrangement } from '../../../domain/report/diagram.ts';
import type { PageScore } from '../../../domain/report/page/track.ts';
import type { Language } from '../../../domain/report/post/wording.ts';
import { pageTrack, type Track } from '../../track/tracks.ts';
import type { BotDesk } from '../desk.ts';
import { type Picture, type Reply, row, says } from '../reply.ts';
import { SUBSCRIBER_WORDINGS } from './wording.ts';

/** For a telephone held upright; the caption has the title. */
const UPRIGHT: Arrangement = { columns: 1, panelWidth: 460, plotHeight: 260, hasTitle: false };

export async function quality({ symbols, track, charts }: BotDesk, language: Language): Promise<Reply> {
  const counted = await track();
  const { scores } = pageTrack(counted);
  const pictures: Picture[] = [];
  for (const symbol of symbols) {
    const isEnough = scores.some((score) => score.symbol === symbol && score.published?.coverageIsEnough);
    if (isEnough) pictures.push(...(await reliabilityOf(symbol, counted, language, charts)));
  }
  return { lines: symbols.flatMap((symbol) => qualityLines(symbol, scores, language)), pictures };
}

function qualityLines(symbol: string, scores: readonly PageScore[], language: Language): Reply['lines'] {
  const wording = SUBSCRIBER_WORDINGS[language];
  const own = scores.filter((score) => score.symbol === symbol);
  if (own.length === 0) {
    return [row(symbol, ''), ...says(wording.notEnough(0, MIN_DECISIONS_FOR_COVERAGE)).lines];
  }
  const told = own.map((score) => row(wording.horizon(score.horizonHours), scoreText(score, language)));
  return [row(symbol, wording.quality), ...told];
}

function scoreText({ published }: PageScore, language: Language): string {
  const wording = SUBSCRIBER_WORDINGS[language];
  if (!published?.coverageIsEnough) return wording.notEnough(published?.n ?? 0, MIN_DECISIONS_FOR_COVERAGE);
  const { n, coverage, crpsSkill } = published;
  const { value, low, high } = crpsSkill;
  const held = wording.held(formatPercent(coverage['80']), n);
  if (![value, low, high].every(Number.isFinite)) return held;
  const [skill, from, to] = [value, low, high].map((share) => formatSignedPercent(share));
  return `${held} ${wording.skill(skill, from, to)}`;
}

const drawn = new WeakMap<Track, Map<string, Promise<readonly Picture[]>>>();

/** Drawn once per state of the record, however many ask. */
function reliabilityOf(
  symbol: string,
  track: Track,
  language: Language,
  charts: BotDesk['charts'],
): Promise<readonly Picture[]> {
  const kept = drawn.get(track) ?? new Map<string, Promise<readonly Picture[]>>();
  drawn.set(track, kept);
  const key = `${symbol} ${language}`;
  const pictures = kept.get(key) ?? drawReliability(symbol, track, language, charts);
  kept.set(key, pictures);
  pictures.catch(() => kept.delete(key));
  return pictures;
}

async function drawReliability(
  symbol: string,
  { record, curves }: Track,
  language: Language,
  charts: BotDesk['charts'],
): Promise<readonly Picture[]> {
  const diagrams = trackDiagrams(symbol, record, curves, { language, arranged: () => UPRIGHT });
  const wanted = diagrams.filter(({ name }) => name === 'reliability');
  const title = TRACK_WORDS[language].reliability(symbol);
  return await Promise.all(
    wanted.map(async ({ option, size, caption }) => ({
      png: (await charts.render(option, size)).png,
      caption: `${title}. ${caption}`,
    })),
  );
}
