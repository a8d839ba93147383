"""The soak: mixed traffic on the whole product while its processes are killed and its servers restarted.

What a customer was promised (a receipt) is kept here, and held against the database at the end.
"""
