"""The benchmark against stock Rasa: ``make bench`` and ``make bench-quick`` (docs/performance.md)."""
