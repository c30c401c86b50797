"""The cross of two averages by vectorbt, with stop and target inside its bars, as JSON: what `--convention=vectorbt` is held to.

argv: candle file (CSV, gzipped or not), slippage. Everything else is vectorbt's default: signals fill at the close, stops at their
price or the open, one order a bar.
"""
import json
import sys

import pandas
import vectorbt

FAST, SLOW, STOP, TARGET = 12, 26, 0.02, 0.03


def average(closes, span):
    series = closes.ewm(span=span, adjust=False).mean()
    series.iloc[: SLOW - 1] = float("nan")
    return series


candles = pandas.read_csv(sys.argv[1])
apart = average(candles["close"], FAST) - average(candles["close"], SLOW)
before = apart.shift(1)
portfolio = vectorbt.Portfolio.from_signals(
    candles["close"],
    entries=(before < 0) & (apart > 0),
    exits=(before > 0) & (apart < 0),
    open=candles["open"],
    high=candles["high"],
    low=candles["low"],
    sl_stop=STOP,
    tp_stop=TARGET,
    fees=0.001,
    slippage=float(sys.argv[2]),
    init_cash=10_000,
)
trades = portfolio.trades.records
closed = trades[trades["status"] == 1]
print(
    json.dumps(
        {
            "trades": len(closed),
            "equity": f"{portfolio.value().iloc[-1]:.2f}",
            "entryPrices": f"{closed['entry_price'].sum():.4f}",
            "exitPrices": f"{closed['exit_price'].sum():.4f}",
        }
    )
)
