/** The OpenAPI 3.1 document of a list of routes, from the schemas that check their requests. */
import { z } from 'zod';
import type { Described, Route } from './route.ts';

export interface ApiInfo {
  readonly title: string;
  readonly version: string;
  readonly description: string;
}

export function openApiDocument(info: ApiInfo, routes: readonly Route[]): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route) };
  }
  return {
    openapi: '3.1.0',
    info,
    paths,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      schemas: { Error: z.toJSONSchema(ERROR, { io: 'output' }) },
    },
  };
}

const ERROR = z.object({
  error: z.object({
    code: z.string().describe('From a closed list, e.g. input.unknown-release.'),
    message: z.string().describe('What failed, with which value, and what to do.'),
    detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  }),
});

function operationOf({ summary, scope, params, query, headers, body, answers }: Route): Record<string, unknown> {
  const parameters = [
    ...parametersOf(params, 'path'),
    ...parametersOf(query, 'query'),
    ...parametersOf(headers, 'header'),
  ];
  return {
    summary,
    ...(scope && { security: [{ token: [scope] }] }),
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: { content: { 'application/json': { schema: schemaOf(body, 'input') } } } }),
    responses: {
      ...Object.fromEntries(Object.entries(answers).map(([status, answer]) => [status, responseOf(answer)])),
      default: {
        description: 'Why it cannot be answered.',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
      },
    },
  };
}

function parametersOf(schema: z.ZodObject | undefined, where: 'path' | 'query' | 'header'): Record<string, unknown>[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
    properties?: Record<string, unknown>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, inner]) => {
    return { name, in: where, required: where === 'path' || required.includes(name), schema: inner };
  });
}

function responseOf({ description, contentType, schema }: Described): Record<string, unknown> {
  return { description, content: { [contentType]: schema ? { schema: schemaOf(schema, 'output') } : {} } };
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Record<string, unknown> {
  const { $schema: _, ...inner } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return inner;
}
