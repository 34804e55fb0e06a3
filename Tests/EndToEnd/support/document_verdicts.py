"""Published documents that are sound EPCIS and that the ledger refuses all the same.

Path → `code at pointer`. Read by eye; they are captured in the order of their paths, first
epcis/gs1-epcis/examples-json and then agri/events, into one ledger.
"""

REFUSED_BY_THE_LEDGER: dict[str, str] = {}
