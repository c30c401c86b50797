/** The metrics of event definitions, in one registry. */
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { EventDefinition, LabelValues, Metric } from './event.ts';

export type Measure = (event: { readonly kind: string }) => void;

/** `symbols`: the values of labels that are declared as symbols. */
export function metersOf(
  definitions: Readonly<Record<string, EventDefinition<never>>>,
  registry: Registry,
  symbols: readonly string[],
): Measure {
  const meters = new Map(
    Object.entries(definitions).map(([kind, { metrics }]) => [
      kind,
      metrics.map((metric) => meterOf(metric, registry, symbols)),
    ]),
  );
  return (event) => {
    for (const measure of meters.get(event.kind) ?? []) measure(event as never);
  };
}

function meterOf(metric: Metric<never>, registry: Registry, symbols: readonly string[]): (event: never) => void {
  const move = moverOf(metric, registry);
  return (event) => {
    const counted = metric.of(event);
    if (counted === null) return;
    const labels = Object.entries(metric.labels).map(([label, values]) => [
      label,
      known(counted.labels[label], values, symbols),
    ]);
    move(Object.fromEntries(labels) as Record<string, string>, counted.value ?? 1);
  };
}

function known(value: string, values: LabelValues, symbols: readonly string[]): string {
  if (values === 'declared') return value;
  return (values === 'symbols' ? symbols : values).includes(value) ? value : 'other';
}

function moverOf(
  { type, name, help, labels, buckets }: Metric<never>,
  registry: Registry,
): (labels: Record<string, string>, value: number) => void {
  const options = { name, help, labelNames: Object.keys(labels), registers: [registry] };
  switch (type) {
    case 'counter': {
      const counter = new Counter(options);
      return (given, value) => counter.inc(given, value);
    }
    case 'gauge': {
      const gauge = new Gauge(options);
      return (given, value) => gauge.set(given, value);
    }
    case 'histogram': {
      const histogram = new Histogram({ ...options, ...(buckets && { buckets: [...buckets] }) });
      return (given, value) => histogram.observe(given, value);
    }
    default:
      return type satisfies never;
  }
}
