"""Runs a command and writes {status, wall, cpu, peakMiB} as JSON to the file named first.

Wall and CPU in seconds; the peak is the largest resident memory of the process (or of one of its children) in MiB.
Only the standard library, so that it works wherever python3 does.
"""

import json
import os
import sys
import time

target, *command = sys.argv[1:]
started = time.perf_counter()
child = os.posix_spawnp(command[0], command, os.environ)
_, status, usage = os.wait4(child, 0)
wall = time.perf_counter() - started
# Linux counts in KiB, macOS in bytes.
unit = 2**20 if sys.platform == "darwin" else 2**10
with open(target, "w", encoding="ascii") as file:
    json.dump(
        {
            "status": os.waitstatus_to_exitcode(status),
            "wall": wall,
            "cpu": usage.ru_utime + usage.ru_stime,
            "peakMiB": usage.ru_maxrss / unit,
        },
        file,
    )
