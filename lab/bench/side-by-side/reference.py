"""Forecasts of well-known packages at given decisions, each with what it needs to do well.

argv: folder with `task.json` and `closes.f64`, and the names of the models wanted. Each model's quantiles are written to
`<model>.f64`, shape (decisions, horizons, levels), not a number where it failed.

Settings, chosen to flatter the packages (every one was looked at on the years that are scored):
- statsforecast works on log closes without a season, a missing bar takes the close before it, and is fitted anew at
  every decision: AutoARIMA and AutoETS on the last 1,000 hours.
- conformal naive: the packages' own conformal intervals over windows of a day each, all ending at the decision's hour.
- arch: EGARCH(1,1,1) with Student's t on returns freed of the hour of the week, fitted every Monday 00:00 UTC on two years,
  filtered at every decision, simulated, and given the hours of the week back.
"""
import json
import os
import sys
import time
import warnings
from multiprocessing import Pool

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS"):
    os.environ[variable] = "1"
import numpy as np

warnings.simplefilter("ignore")

WEEK_HOURS = 168
YEAR_HOURS = 8_760
FIT_HOURS = 1_000
EGARCH_HOURS = 2 * YEAR_HOURS
CONFORMAL_DAYS = 90
SIMULATIONS = 5_000
PERCENT = 100.0

folder = sys.argv[1]
with open(os.path.join(folder, "task.json")) as file:
    task = json.load(file)
closes = np.fromfile(os.path.join(folder, "closes.f64"))
present = np.where(np.isfinite(closes), np.arange(len(closes)), 0)
logs = np.log(closes[np.maximum.accumulate(present)])
horizons = task["horizonsHours"]
levels = np.arange(1, 100) / 100
#: Bars closed by each decision; the last of them is the one at whose close it decides.
known = np.array(task["barsKnown"])
first_hour = task["firstOpenTimeMs"] // 3_600_000


def central_levels():
    """Levels of the intervals whose ends are the 49 quantiles on each side of the median."""
    return [98 - 2 * k for k in range(49)]


def quantiles_of(answer, last):
    """Interval ends and mean of statsforecast as quantiles of the return, shape (horizons, 99)."""
    rows = []
    for hours in horizons:
        at = hours - 1
        low = [answer[f"lo-{level}"][at] for level in central_levels()]
        high = [answer[f"hi-{level}"][at] for level in reversed(central_levels())]
        rows.append(np.array([*low, answer["mean"][at], *high]) - last)
    return np.array(rows)


def statsforecast_at(make, hours):
    def forecast(bars):
        answer = make().forecast(y=logs[bars - hours : bars], h=max(horizons), level=central_levels()[::-1])
        return quantiles_of(answer, logs[bars - 1])

    return forecast


def auto_arima():
    from statsforecast.models import AutoARIMA

    return AutoARIMA(season_length=1)


def auto_ets():
    from statsforecast.models import AutoETS

    return AutoETS(season_length=1)


def conformal_naive():
    from statsforecast.models import Naive
    from statsforecast.utils import ConformalIntervals

    return Naive(prediction_intervals=ConformalIntervals(h=max(horizons), n_windows=CONFORMAL_DAYS))


def hour_of_week(bars):
    """Of the bar at each index: 0 is Thursday 00:00 UTC, when the epoch began."""
    return (first_hour + bars) % WEEK_HOURS


def egarch_week(decisions):
    """All decisions of one week: one fit at its Monday."""
    from arch import arch_model

    monday = (first_hour + decisions[0] - 4 * 24) // WEEK_HOURS * WEEK_HOURS + 4 * 24 - first_hour
    factors, returns = calmed(monday, monday)
    start = [0.03 * np.log(returns.var()), 0.2, 0.0, 0.97, 4.0]  # from its own start the search ran away in one week of sixty
    fitted = arch_model(returns, **EGARCH).fit(starting_values=start, disp="off", show_warning=False)
    return [or_nothing(egarch_at, bars, monday, fitted.params, factors) for bars in decisions]


EGARCH = dict(mean="Zero", vol="EGARCH", p=1, o=1, q=1, dist="t", rescale=False)


def calmed(bars, learned, factors=None):
    """Factors of the hours of the week as of `learned`, and the returns up to `bars` divided by them, in percent."""
    returns = np.diff(logs[max(0, bars - EGARCH_HOURS - 1) : bars])
    hours = hour_of_week(np.arange(bars - len(returns), bars))
    if factors is None:
        sizes = np.abs(returns)
        factors = np.array([sizes[hours == hour].mean() for hour in range(WEEK_HOURS)]) / sizes.mean()
    return factors, PERCENT * returns / factors[hours]


def egarch_at(bars, monday, parameters, factors):
    from arch import arch_model

    _, returns = calmed(bars, monday, factors)
    model = arch_model(returns, **EGARCH)
    draw = np.random.RandomState(bars)
    model.distribution = type(model.distribution)(seed=draw)
    paths = model.fix(parameters).forecast(
        horizon=max(horizons), method="simulation", simulations=SIMULATIONS, reindex=False
    )
    ahead = factors[hour_of_week(np.arange(bars, bars + max(horizons)))]
    moves = np.cumsum(paths.simulations.values[0] * ahead / PERCENT, axis=1)
    return np.quantile(moves[:, [hours - 1 for hours in horizons]], levels, axis=0).T


def one_by_one(forecast):
    return lambda decisions: [or_nothing(forecast, bars) for bars in decisions]


def or_nothing(forecast, *asked):
    """A package that fails on some data has not answered there, and the reason is told."""
    try:
        return forecast(*asked)
    except Exception as failure:
        print(f"no answer after {asked[0]} bars: {failure!r}", file=sys.stderr)
        return np.full((len(horizons), len(levels)), np.nan)


MODELS = {
    "auto-arima": one_by_one(statsforecast_at(auto_arima, FIT_HOURS)),
    "auto-ets": one_by_one(statsforecast_at(auto_ets, FIT_HOURS)),
    "conformal-naive": one_by_one(statsforecast_at(conformal_naive, 24 * (CONFORMAL_DAYS + 1))),
    "egarch-t": egarch_week,
}


def answer(job):
    model, decisions = job
    return np.array(MODELS[model](decisions))


def weeks():
    """Decisions in pieces of a week, in time."""
    week = (first_hour + known - 4 * 24) // WEEK_HOURS
    return np.split(known, np.flatnonzero(np.diff(week)) + 1)


def run(model, pool):
    begun = time.time()
    parts = []
    for part in pool.imap(answer, [(model, week) for week in weeks()]):
        parts.append(part)
        if len(parts) % 26 == 0:
            print(f"{model}: {len(parts)} of {len(weeks())} weeks, {time.time() - begun:.0f} s", file=sys.stderr)
    path = os.path.join(folder, f"{model}.f64")
    np.concatenate(parts).tofile(f"{path}.half")
    os.replace(f"{path}.half", path)


if __name__ == "__main__":
    with Pool(os.cpu_count()) as pool:
        for model in sys.argv[2:]:
            run(model, pool)
