"""Bringing in what other systems know: shops' order exports, and our own JSON and CSV."""
