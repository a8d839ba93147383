"""The process that does what is owed: contacts that are due, and word to managers.

The database says what is owed; Huey only wakes. A ``wake`` is put on the queue after a commit, and a minute task
comes by itself, but every loop also looks every two seconds: a lost queue costs nothing, not even time.
"""
