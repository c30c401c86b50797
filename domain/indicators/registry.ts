/** Every indicator. The contract suite in tests/unit/indicators runs over this list. */
import { AD } from './ad.ts';
import { ADOSC } from './adosc.ts';
import { ADX } from './adx.ts';
import { AROON } from './aroon.ts';
import { ATR } from './atr.ts';
import { BBANDS } from './bbands.ts';
import { CDLDOJI } from './candles/doji.ts';
import { CDLENGULFING } from './candles/engulfing.ts';
import { CDLEVENINGSTAR } from './candles/evening-star.ts';
import { CDLHAMMER } from './candles/hammer.ts';
import { CDLHANGINGMAN } from './candles/hanging-man.ts';
import { CDLINVERTEDHAMMER } from './candles/inverted-hammer.ts';
import { CDLMORNINGSTAR } from './candles/morning-star.ts';
import { CDLSHOOTINGSTAR } from './candles/shooting-star.ts';
import { CCI } from './cci.ts';
import { CORREL } from './correl.ts';
import { DEMA } from './dema.ts';
import { EMA } from './ema.ts';
import { HEIKIN_ASHI } from './heikin-ashi.ts';
import type { Indicator } from './indicator.ts';
import { KAMA } from './kama.ts';
import { LINEARREG_SLOPE } from './linearreg-slope.ts';
import { MACD } from './macd.ts';
import { MFI } from './mfi.ts';
import { MIDPRICE } from './midprice.ts';
import { MINUS_DI } from './minus-di.ts';
import { MOM } from './mom.ts';
import { NATR } from './natr.ts';
import { OBV } from './obv.ts';
import { PIVOTS } from './pivots.ts';
import { PLUS_DI } from './plus-di.ts';
import { ROC } from './roc.ts';
import { RSI } from './rsi.ts';
import { SAR } from './sar.ts';
import { SMA } from './sma.ts';
import { STDDEV } from './stddev.ts';
import { STOCH } from './stoch.ts';
import { STOCHRSI } from './stochrsi.ts';
import { TRANGE } from './trange.ts';
import { TRIX } from './trix.ts';
import { ULTOSC } from './ultosc.ts';
import { VOLUME_PROFILE } from './volume-profile.ts';
import { VOLUME_ZSCORE } from './volume-zscore.ts';
import { VWAP } from './vwap.ts';
import { WILLR } from './willr.ts';
import { WMA } from './wma.ts';

export const INDICATORS: readonly Indicator[] = [
  SMA,
  EMA,
  WMA,
  DEMA,
  KAMA,
  RSI,
  MACD,
  BBANDS,
  TRANGE,
  ATR,
  NATR,
  ADX,
  PLUS_DI,
  MINUS_DI,
  STOCH,
  STOCHRSI,
  OBV,
  CCI,
  MFI,
  WILLR,
  ROC,
  MOM,
  AROON,
  SAR,
  TRIX,
  ULTOSC,
  AD,
  ADOSC,
  LINEARREG_SLOPE,
  STDDEV,
  MIDPRICE,
  CORREL,
  VWAP,
  VOLUME_ZSCORE,
  VOLUME_PROFILE,
  HEIKIN_ASHI,
  PIVOTS,
  CDLHAMMER,
  CDLINVERTEDHAMMER,
  CDLHANGINGMAN,
  CDLSHOOTINGSTAR,
  CDLENGULFING,
  CDLMORNINGSTAR,
  CDLEVENINGSTAR,
  CDLDOJI,
];
