"""Times backtesting.py with the cross of two averages on a candle file, and prints {candles, trades, seconds} as JSON.

argv: candle file (CSV, gzipped or not), runs. The best run counts; reading the file does not.
"""
import json
import sys
import time

import pandas
from backtesting.backtesting import Strategy
from backtesting.lib import FractionalBacktest, crossover

FAST, SLOW, STOP, TARGET = 12, 26, 0.02, 0.03


def average(closes, span):
    series = pandas.Series(closes).ewm(span=span, adjust=False).mean()
    series.iloc[: SLOW - 1] = float("nan")
    return series


class EmaCross(Strategy):
    def init(self):
        self.fast = self.I(average, self.data.Close, FAST)
        self.slow = self.I(average, self.data.Close, SLOW)

    def next(self):
        if crossover(self.fast, self.slow):
            if not self.position:
                price = self.data.Close[-1]
                self.buy(sl=price * (1 - STOP), tp=price * (1 + TARGET))
        elif crossover(self.slow, self.fast):
            self.position.close()


candles = pandas.read_csv(sys.argv[1])
candles.index = pandas.to_datetime(candles["timestamp_ms"], unit="ms")
candles = candles[["open", "high", "low", "close", "volume"]].rename(columns=str.capitalize)
best, trades = float("inf"), 0
for _ in range(int(sys.argv[2])):
    runner = FractionalBacktest(candles, EmaCross, cash=10_000, commission=0.001)
    begun = time.perf_counter()
    stats = runner.run()
    best, trades = min(best, time.perf_counter() - begun), int(stats["# Trades"])
print(json.dumps({"candles": len(candles), "trades": trades, "seconds": best}))
