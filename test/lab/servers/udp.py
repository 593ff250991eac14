"""A UDP service: udp.py PORT echo|silent"""
import socket, sys

service = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
service.bind(('0.0.0.0', int(sys.argv[1])))
print('listening', flush=True)
while True:
    data, peer = service.recvfrom(2000)
    if sys.argv[2] == 'echo':
        service.sendto(data, peer)
