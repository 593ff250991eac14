"""Asks a backend from several addresses at once: connect.py BACKEND PORT WAIT_S KINDS CLIENT...

KINDS are some of tcp,udp,ping.

Prints a line for each client: the address, and a word for each way that came about: connected, answered (a request over
the connection), udp (an echo), ping.
"""
import os
import selectors
import socket
import struct
import sys
import time

backend, port, wait = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
kinds, clients = sys.argv[4].split(','), sys.argv[5:]
got = {client: set() for client in clients}
selector = selectors.DefaultSelector()


def checksum(data):
    total = sum(struct.unpack("!%dH" % (len(data) // 2), data))
    total = (total >> 16) + (total & 0xFFFF)
    return ~(total + (total >> 16)) & 0xFFFF


for number, client in enumerate(clients):
    if "tcp" in kinds:
        tcp = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        tcp.setblocking(False)
        tcp.bind((client, 0))
        tcp.connect_ex((backend, port))
        selector.register(tcp, selectors.EVENT_WRITE, (client, "connected"))
    if "udp" in kinds:
        udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        udp.setblocking(False)
        udp.bind((client, 0))
        udp.connect((backend, port))
        try:
            udp.send(b"probe")
        except OSError:
            pass
        selector.register(udp, selectors.EVENT_READ, (client, "udp"))
    if "ping" in kinds:
        ping = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP)
        ping.setblocking(False)
        ping.bind((client, 0))
        head = struct.pack("!BBHHH", 8, 0, 0, os.getpid() & 0xFFFF, number)
        ping.sendto(struct.pack("!BBHHH", 8, 0, checksum(head), os.getpid() & 0xFFFF, number), (backend, 0))
        selector.register(ping, selectors.EVENT_READ, (client, "ping", number))

end = time.monotonic() + wait
while selector.get_map():
    left = end - time.monotonic()
    if left <= 0:
        break
    for key, _ in selector.select(left):
        client, what, *more = key.data
        ready = key.fileobj
        try:
            if what == "connected":
                if ready.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR):
                    raise OSError
                got[client].add("connected")
                ready.send(b"GET / HTTP/1.0\r\n\r\n")
                selector.modify(ready, selectors.EVENT_READ, (client, "answered"))
                continue
            if what == "ping":
                packet = ready.recv(2048)
                if packet[20] != 0 or struct.unpack("!HH", packet[24:28]) != (os.getpid() & 0xFFFF, more[0]):
                    continue
                got[client].add("ping")
            elif ready.recv(2048):
                got[client].add(what)
        except OSError:
            pass
        selector.unregister(ready)
        ready.close()
for client in clients:
    print(client, *sorted(got[client]))
