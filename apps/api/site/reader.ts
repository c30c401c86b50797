/** In which language and at which address a page is shown. */
import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import type { SourceKind } from '../../../domain/market/sources.ts';
import type { PageFrame } from '../../../domain/report/page/input.ts';
import { type Language, LANGUAGES } from '../../../domain/report/post/wording.ts';
import type { Surroundings } from '../surroundings.ts';

/** An unknown language is no reason to show nothing. */
export const languageParameter = z
  .enum(LANGUAGES)
  .optional()
  .catch(undefined)
  .describe('en or ru; else by Accept-Language.');

export function frameOf(
  { config, source, siteUrl }: Surroundings,
  path: string,
  language: Language,
  of: SourceKind = source,
): PageFrame {
  return { language, zone: config.zone, path, isSimulated: of === 'simulated', siteUrl: siteUrl() };
}

/** The first language of the reader that we speak. */
export function preferred(headers: IncomingHttpHeaders): Language {
  const asked = (headers['accept-language'] ?? '')
    .toLowerCase()
    .split(',')
    .map((one) => one.trim().slice(0, 2));
  return asked.find((one): one is Language => (LANGUAGES as readonly string[]).includes(one)) ?? 'en';
}
