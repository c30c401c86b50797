/** The signals of domain/watch as metrics, read when somebody asks for metrics. */
import { Gauge, type Registry } from 'prom-client';
import { SIGNALS, type Signal } from '../../domain/watch/signals.ts';
import type { Vitals } from '../../domain/watch/vitals.ts';

/** `look` is asked once per gauge: it should keep its answer for a moment. */
export function exposeVitals(registry: Registry, look: () => Promise<Vitals>): void {
  for (const signal of SIGNALS) {
    new Gauge({
      name: signal.metric,
      help: signal.help,
      labelNames: signal.label === null ? [] : [signal.label],
      registers: [registry],
      async collect() {
        const vitals = await look();
        this.reset();
        // what is not known is not 0
        if (signal.label === null) this.remove();
        for (const reading of signal.readings(vitals)) this.set(labelsOf(signal, reading.of), reading.value);
      },
    });
  }
}

function labelsOf({ label }: Signal, of: string): Record<string, string> {
  return label === null ? {} : { [label]: of };
}
