"""The report window: its pages, and the report on paper."""
