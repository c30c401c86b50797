/** Reason codes of a card in words that finish the sentence "No trade, because …". */
import type { NoTradeReason, VetoReason } from '../trade/card.ts';

export const NO_TRADE_WORDS: Readonly<Record<NoTradeReason, string>> = {
  'no-forecast': 'there is no forecast to act on',
  'no-positive-expected-value': 'no candidate trade earns more than its costs with confidence',
  'no-directional-evidence': 'there is no standing evidence that we can tell up from down',
  'baseline-only-forecast': 'the forecast is only the baseline',
  'degraded-sources': 'the data behind it is degraded',
  'low-regime-confidence': 'the market regime is unclear',
  'crash-regime': 'the market is in a crash',
  'vetoed-by-verifier': 'the verifier rejected the best candidate',
};

export const VETO_WORDS: Readonly<Record<VetoReason, string>> = {
  'leverage-cap-exceeded': 'leverage above the cap',
  'invalid-stop-long': 'stop not below the entry',
  'invalid-stop-short': 'stop not above the entry',
  'target-too-close': 'target too close to the entry',
  'interval-too-wide': 'forecast range too wide',
  'interval-incoherent-with-volatility': 'forecast range out of proportion to volatility',
  'stop-near-liquidation': 'stop too near to liquidation',
  'news-conflict': 'fresh news against the trade',
  'risk-per-trade-exceeded': 'risk per trade above the limit',
  'size-below-minimum': 'size below the venue’s minimum',
  'size-above-equity': 'size above the equity',
  'dry-liquidity': 'too little liquidity',
  'value-at-risk-exceeded': 'value at risk above the limit',
  expired: 'the card has expired',
  'short-on-spot': 'a spot account cannot go short',
};
