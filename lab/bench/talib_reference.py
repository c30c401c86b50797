"""Times TA-Lib's C on the columns of a file, and prints {indicator: best milliseconds} as JSON.

argv: file of float64 columns (open, high, low, close, volume, one after the other), runs per indicator.
"""
import json
import sys
import time

import numpy
import talib

o, h, l, c, v = numpy.fromfile(sys.argv[1], dtype=numpy.float64).reshape(5, -1)
calls = {
    "SMA": lambda: talib.SMA(c, 20),
    "EMA": lambda: talib.EMA(c, 20),
    "RSI": lambda: talib.RSI(c, 14),
    "MACD": lambda: talib.MACD(c, 12, 26, 9),
    "BBANDS": lambda: talib.BBANDS(c, 20, 2, 2),
    "ATR": lambda: talib.ATR(h, l, c, 14),
    "ADX": lambda: talib.ADX(h, l, c, 14),
    "STOCH": lambda: talib.STOCH(h, l, c, 14, 3, 0, 3, 0),
    "OBV": lambda: talib.OBV(c, v),
    "CCI": lambda: talib.CCI(h, l, c, 20),
    "MFI": lambda: talib.MFI(h, l, c, v, 14),
}


def best_ms(call):
    times = []
    for _ in range(int(sys.argv[2])):
        started = time.perf_counter()
        call()
        times.append(time.perf_counter() - started)
    return 1000 * min(times)


print(json.dumps({name: best_ms(call) for name, call in calls.items()}))
