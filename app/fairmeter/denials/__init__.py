"""Refusals: recognised, classed by what they say, and judged against the plan that was left."""
