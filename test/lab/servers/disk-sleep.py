"""A server that listens and then waits in the kernel, in state D: disk-sleep.py PORT."""
import ctypes
import socket
import sys
import time

server = socket.socket()
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind(('0.0.0.0', int(sys.argv[1])))
server.listen(64)
print('listening', flush=True)
time.sleep(0.3)
# The parent of vfork(2) waits uninterruptibly until its child ends or calls execve(2), which this one never does.
if ctypes.CDLL(None).vfork() == 0:
    server.close()
    time.sleep(600)
