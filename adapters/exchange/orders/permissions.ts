/** What a key may do, as the venue tells it; what it does not tell is not allowed (INCIDENTS S12). */
import type { Exchange } from 'ccxt';
import type { VenueCheck } from '../../../activities/ports.ts';
import type { SignedRequests } from './signed.ts';

type Item = VenueCheck['items'][number];

interface Restrictions {
  readonly enableWithdrawals?: unknown;
  readonly enableInternalTransfer?: unknown;
  readonly permitsUniversalTransfer?: unknown;
  readonly enableSpotAndMarginTrading?: unknown;
}

type WithRestrictions = Exchange & { sapiGetAccountApiRestrictions(): Promise<Restrictions> };

const MOVES = ['enableWithdrawals', 'enableInternalTransfer', 'permitsUniversalTransfer'] as const;

export async function keyItems(signed: SignedRequests, signal: AbortSignal): Promise<readonly Item[]> {
  const heard = await signed.send(
    { weight: 1, purpose: 'read' },
    (exchange) => (exchange as WithRestrictions).sapiGetAccountApiRestrictions(),
    signal,
  );
  if (heard.kind !== 'answered') {
    const why = `the venue does not say what the key may do: ${heard.why}`;
    return [
      { name: 'trading-key', holds: false, why },
      { name: 'withdrawal-off', holds: false, why },
    ];
  }
  const told = heard.value;
  const open = MOVES.filter((name) => told[name] !== false);
  const trades = told.enableSpotAndMarginTrading === true;
  return [
    { name: 'trading-key', holds: trades, why: trades ? 'the key may trade' : 'the key may not trade on spot' },
    {
      name: 'withdrawal-off',
      holds: open.length === 0,
      why: open.length === 0 ? 'the key can move nothing out' : `not off: ${open.join(', ')}`,
    },
  ];
}
