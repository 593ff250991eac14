"""Runs a program at the end of a long line: what goes in and what comes out arrives DELAY seconds later."""

import collections
import os
import select
import subprocess
import sys
import time

delay = float(sys.argv[1])
child = subprocess.Popen(sys.argv[2:], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
# From where, to where, and what is on its way.
lines = {
    0: (child.stdin.fileno(), collections.deque()),
    child.stdout.fileno(): (1, collections.deque()),
}
open_ends = set(lines)
while open_ends or any(waiting for _, waiting in lines.values()):
    due = [waiting[0][0] for _, waiting in lines.values() if waiting]
    pause = max(0, min(due) - time.monotonic()) if due else None
    readable, _, _ = select.select(list(open_ends), [], [], pause)
    for end in readable:
        data = os.read(end, 65536)
        lines[end][1].append((time.monotonic() + delay, data))
        if not data:
            open_ends.discard(end)
    for to, waiting in lines.values():
        while waiting and waiting[0][0] <= time.monotonic():
            data = waiting.popleft()[1]
            try:
                if data:
                    while data:
                        data = data[os.write(to, data) :]
                else:
                    os.close(to)
            except OSError:
                child.kill()
                sys.exit(0)
    # Nothing comes any more from a program that has ended.
    if child.stdout.fileno() not in open_ends and not lines[child.stdout.fileno()][1]:
        break
child.kill()
