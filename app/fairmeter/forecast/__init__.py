"""Burn and rhythm made into a forecast: percent at the reset, run-out time, and the chance of each."""

from fairmeter.forecast.figures import Figures, UnreadableFigures, Weights, figures_from
from fairmeter.forecast.habits import Curve, Habits, curve_of, habits_from, habits_of
from fairmeter.forecast.outcome import Outcome, outcome_of
from fairmeter.forecast.predict import LEAST_PCT, LEAST_TIME, LimitForecast, NoForecast, NoNumber, forecast
from fairmeter.forecast.samples import Break, BreakKind, Run, Sample, runs_of
from fairmeter.forecast.score import ALARM_CHANCE, Tally, summary, tally

__all__ = [
    "ALARM_CHANCE",
    "LEAST_PCT",
    "LEAST_TIME",
    "Break",
    "BreakKind",
    "Curve",
    "Figures",
    "Habits",
    "LimitForecast",
    "NoForecast",
    "NoNumber",
    "Outcome",
    "Run",
    "Sample",
    "Tally",
    "UnreadableFigures",
    "Weights",
    "curve_of",
    "figures_from",
    "forecast",
    "habits_from",
    "habits_of",
    "outcome_of",
    "runs_of",
    "summary",
    "tally",
]
