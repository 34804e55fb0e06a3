"""The program from outside: a home, a node, and clients that talk to it over HTTP.

Every test starts from the contract in Docs/Operations.md and Docs/API.md and knows nothing of the
sources. `make test FILTER=EndToEnd` runs them; scripts/end-to-end.sh says how to run one.
"""
