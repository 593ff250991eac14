"""Answers on TCP and UDP ports until it is ended: serve.py PORT..."""
import selectors
import socket
import sys

selector = selectors.DefaultSelector()
for port in map(int, sys.argv[1:]):
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
        server = socket.socket(socket.AF_INET, kind)
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        server.bind(("0.0.0.0", port))
        if kind == socket.SOCK_STREAM:
            server.listen(64)
        server.setblocking(False)
        selector.register(server, selectors.EVENT_READ, kind)
print("ready", flush=True)
while True:
    for key, _ in selector.select():
        ready = key.fileobj
        try:
            if key.data == socket.SOCK_STREAM:
                connection, _ = ready.accept()
                connection.setblocking(False)
                selector.register(connection, selectors.EVENT_READ, "connection")
            elif key.data == socket.SOCK_DGRAM:
                data, peer = ready.recvfrom(2048)
                ready.sendto(data, peer)
            else:
                if ready.recv(2048):
                    ready.send(b"HTTP/1.0 200 OK\r\n\r\n")
                selector.unregister(ready)
                ready.close()
        except OSError:
            if key.data == "connection":
                selector.unregister(ready)
                ready.close()
