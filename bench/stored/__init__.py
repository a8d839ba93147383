"""Whether a full database makes anything slower: ``make bench-stored`` (docs/performance.md).

Start-up and turns are measured on an empty database and on one that holds 100,000 conversations, on either engine.
"""
