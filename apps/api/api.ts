/** The HTTP API of this machine: its routes, its door, its address. */
import type { Token } from '../../adapters/http/tokens.ts';
import { guardOf } from '../../adapters/http/tokens.ts';
import { type HttpServer, openHttpServer } from '../../adapters/http/server.ts';
import type { Route } from '../../adapters/http/route.ts';
import { PAGE_STYLE } from '../../domain/report/page/style.ts';
import type { Config } from '../config/config.ts';
import { registerRecordGauges } from './record-gauges.ts';
import { artefactRoutes } from './routes/artefacts.ts';
import { conditionRoutes } from './routes/condition.ts';
import { controlRoutes } from './routes/control.ts';
import { descriptionRoute } from './routes/description.ts';
import { feedRoutes } from './routes/feeds.ts';
import { recordRoutes } from './routes/record.ts';
import { releaseRoutes } from './routes/releases.ts';
import { rootRoutes } from './routes/roots.ts';
import { siteRoutes } from './routes/site.ts';
import { trackRoutes } from './routes/track.ts';
import type { Tracks } from '../track/tracks.ts';
import type { Surroundings } from './surroundings.ts';

export interface ApiOptions {
  readonly listen: Config['api'];
  readonly tokens: readonly Token[];
  readonly surroundings: Surroundings;
  readonly tracks: Tracks;
}

export async function openApi({ listen, tokens, surroundings, tracks }: ApiOptions): Promise<HttpServer> {
  const { telemetry } = surroundings;
  registerRecordGauges(surroundings, telemetry.registry);
  return await openHttpServer({
    ...listen,
    routes: apiRoutes(surroundings, tracks),
    guard: guardOf(tokens),
    styles: [PAGE_STYLE],
    onFailure: (failure, address) => telemetry.tell({ kind: 'request-failed', address, failure }),
    onAnswer: (answered) => telemetry.tell({ kind: 'request-answered', ...answered }),
  });
}

function apiRoutes(surroundings: Surroundings, tracks: Tracks): Route[] {
  const routes = [
    ...conditionRoutes(surroundings),
    ...siteRoutes(surroundings, tracks),
    ...trackRoutes(surroundings, tracks),
    ...rootRoutes(surroundings, tracks),
    ...releaseRoutes(surroundings),
    ...artefactRoutes(surroundings),
    ...feedRoutes(surroundings),
    ...recordRoutes(surroundings),
    ...controlRoutes(surroundings),
  ];
  const info = {
    title: 'Almanac',
    version: surroundings.version,
    description: 'Forecasts of crypto prices, and the verifiable record of how well they did.',
  };
  return [...routes, descriptionRoute(info, routes)];
}
