import { roleOf } from '../models/registry.ts';

/** Whether a model carries the forecast: the core, or everybody where fewer than two of it are there (ADR 12). */
export function carriersOf(models: readonly string[]): (model: string) => boolean {
  const core = models.filter((model) => roleOf(model) === 'core');
  return core.length < 2 ? () => true : (model) => roleOf(model) === 'core';
}
