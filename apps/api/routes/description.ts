/** `/v1/openapi.json`: every route, described by the schemas that check its requests. */
import { type ApiInfo, openApiDocument } from '../../../adapters/http/openapi.ts';
import { json, route, type Route } from '../../../adapters/http/route.ts';

export function descriptionRoute(info: ApiInfo, routes: readonly Route[]): Route {
  const own = route({
    method: 'GET',
    path: '/v1/openapi.json',
    summary: 'This description.',
    scope: null,
    answers: { 200: { description: 'OpenAPI 3.1', contentType: 'application/json' } },
    handle: () => answer,
  });
  const answer = json(openApiDocument(info, [...routes, own]), 'brief');
  return own;
}
