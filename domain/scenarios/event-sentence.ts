import { momentText } from '../market/moments.ts';
import type { ScenarioFrame, ScenarioId } from './scenario.ts';

const PRICE = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 8 });

/** An event in words, with both barriers and the deadline, so that a reader can settle it with any candle chart. */
export function eventSentence(id: ScenarioId, frame: ScenarioFrame, symbol: string): string {
  const [upper, lower] = [PRICE.format(frame.upper), PRICE.format(frame.lower)];
  const close = `the close at ${momentText(frame.deadline)} is`;
  switch (id) {
    case 'up-holds':
      return `${symbol} touches ${upper} before ${lower}, and ${close} at or above ${upper}`;
    case 'up-fades':
      return `${symbol} touches ${upper} before ${lower}, and ${close} below ${upper}`;
    case 'down-holds':
      return `${symbol} touches ${lower} before ${upper}, and ${close} at or below ${lower}`;
    case 'down-fades':
      return `${symbol} touches ${lower} before ${upper}, and ${close} above ${lower}`;
    case 'neither':
      return `${symbol} touches neither ${upper} nor ${lower} by ${momentText(frame.deadline)}`;
    default:
      return id satisfies never;
  }
}
