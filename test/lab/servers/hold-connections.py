"""Opens connections, begins a request and never ends it: hold-connections.py ADDRESS PORT COUNT [SOURCE]"""
import signal, socket, sys, time

address, port, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
source = (sys.argv[4], 0) if len(sys.argv) > 4 else None
held = []
for _ in range(count):
    connection = socket.socket()
    connection.settimeout(1)
    if source:
        connection.bind(source)
    try:
        connection.connect((address, port))
        connection.send(b'GET / HTTP/1.1\r\n')
        # A server may close a connection that it has read nothing of when it runs out of them.
        time.sleep(0.02)
    except OSError:
        pass
    held.append(connection)
print('listening', flush=True)
signal.pause()
