"""Probes a UDP port as the load balancer does: a port-unreachable within the time is a failure, silence is none.

probe-udp.py SOURCE TARGET PORT [ping] [quiet]; prints `up` or `down`, for three probes in a row, and goes on probing for some
minutes, unless it has to be quiet. With `ping`, an echo request must be answered first, as NLB has it.
"""
import os, socket, struct, sys, time

source, target, port = sys.argv[1], sys.argv[2], int(sys.argv[3])


def is_pinged():
    echo = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP)
    echo.bind((source, 0))
    echo.settimeout(0.7)
    number = os.getpid() & 0xFFFF
    packet = struct.pack('!BBHHH', 8, 0, ~(0x0800 + number) % 0xFFFF, number, 0)
    echo.sendto(packet, (target, 0))
    try:
        while True:
            answer = echo.recv(2000)[20:]
            if answer[0] == 0 and answer[4:6] == packet[4:6]:
                return True
    except OSError:
        return False
    finally:
        echo.close()


def fails():
    if 'ping' in sys.argv and not is_pinged():
        return True
    probe = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    probe.bind((source, 0))
    probe.connect((target, port))
    probe.settimeout(0.7)
    try:
        probe.send(b'probe')
        probe.recv(100)
    except ConnectionRefusedError:
        return True
    except OSError:
        return False
    finally:
        probe.close()
        time.sleep(0.3)
    return False


print('down' if all([fails(), fails(), fails()]) else 'up', flush=True)
if 'quiet' not in sys.argv:
    for _ in range(600):
        fails()
