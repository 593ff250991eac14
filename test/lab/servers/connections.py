"""Prints commands for `conntrack -R`: connections.py COUNT; connections of 198.18.0.0/15 that the kernel keeps."""
import sys

for number in range(int(sys.argv[1])):
    address = '198.18.%d.%d' % (number >> 16 & 255, number >> 8 & 255)
    port = 1024 + (number & 255)
    print(
        '-I -p tcp -s %s -d 10.11.192.1 --sport %d --dport 80 --state ESTABLISHED -u ASSURED,SEEN_REPLY -t 600'
        % (address, port)
    )
