"""What the program does in a second, and under which conditions.

`make bench` runs `python -m Benchmarks` on a release build; the end-to-end tests run it small.
"""
