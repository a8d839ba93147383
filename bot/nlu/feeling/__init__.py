"""What a customer feels and how pressing it is, read from words: polarity with strength, and alarms."""
