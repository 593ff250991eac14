"""Listens with a tiny backlog and never accepts: never-accepts.py PORT"""
import signal, socket, sys

listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(('0.0.0.0', int(sys.argv[1])))
listener.listen(1)
print('listening', flush=True)
signal.pause()
