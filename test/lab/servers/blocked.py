"""Keeps COUNT processes blocked without a way to interrupt them (state D), which is load without work: blocked.py COUNT

A parent of vfork() waits in state D until its child ends; each pair here is such a parent with a child that sleeps.
"""
import ctypes, os, signal, sys, time

libc = ctypes.PyDLL(None)
for _ in range(int(sys.argv[1])):
    if os.fork() == 0:
        if libc.vfork() == 0:
            libc.pause()
        os._exit(0)
time.sleep(0.5)
print('listening', flush=True)
signal.pause()
