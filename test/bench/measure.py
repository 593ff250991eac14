"""Runs a command once and prints what it took, as a line of JSON.

    measure.py [--terminal [--until TEXT] [--type KEYS]] COMMAND [ARGUMENT ...]

ms: from the fork to the end, or with --until to the output that completes TEXT. rssMb: the most memory that it had.
--terminal gives it a terminal of 100 columns and 30 lines, and types KEYS when TEXT has been seen.
"""

import fcntl
import json
import os
import re
import select
import signal
import struct
import sys
import termios
import time

LIMIT_S = 60
ESCAPES = re.compile(rb'\x1b\[[0-?]*[ -/]*[@-~]|\x1b[()][0-9A-B]|\x1b[=>]')


def main(words):
    terminal, until, keys = False, None, b''
    while words and words[0].startswith('--'):
        option = words.pop(0)
        if option == '--terminal':
            terminal = True
        elif option == '--until':
            until = words.pop(0).encode()
        elif option == '--type':
            keys = words.pop(0).encode().decode('unicode_escape').encode()
    print(json.dumps(in_terminal(words, until, keys) if terminal else alone(words)))


def begin(words, prepare):
    started = time.monotonic()
    pid = os.fork()
    if pid == 0:
        try:
            prepare()
            os.execvp(words[0], words)
        finally:
            os._exit(127)
    return pid, started


def result(pid, started, seen_at=None):
    _, status, usage = os.wait4(pid, 0)
    ended = seen_at or time.monotonic()
    return {
        'ms': round((ended - started) * 1000, 1),
        'rssMb': round(usage.ru_maxrss / 1024, 1),
        'status': os.waitstatus_to_exitcode(status),
    }


def alone(words):
    def prepare():
        null = os.open(os.devnull, os.O_RDWR)
        for descriptor in range(3):
            os.dup2(null, descriptor)

    pid, started = begin(words, prepare)
    return result(pid, started)


def in_terminal(words, until, keys):
    ours, theirs = os.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack('HHHH', 30, 100, 0, 0))

    def prepare():
        os.close(ours)
        os.setsid()
        fcntl.ioctl(theirs, termios.TIOCSCTTY, 0)
        for descriptor in range(3):
            os.dup2(theirs, descriptor)

    pid, started = begin(words, prepare)
    os.close(theirs)
    output, seen_at = b'', None
    while time.monotonic() - started < LIMIT_S:
        if not select.select([ours], [], [], 0.5)[0]:
            continue
        try:
            output += os.read(ours, 65536)
        except OSError:
            break
        if seen_at is None and until is not None and until in ESCAPES.sub(b'', output):
            seen_at = time.monotonic()
            if not keys:
                break
            os.write(ours, keys)
    if until is not None:
        # What was waited for has been seen, or never will be.
        try:
            os.kill(pid, signal.SIGKILL if not keys else signal.SIGHUP)
        except ProcessLookupError:
            pass
    text = ESCAPES.sub(b'', output).decode(errors='replace')
    return {**result(pid, started, seen_at), 'seen': seen_at is not None, 'output': text[-4000:]}


main(sys.argv[1:])
