#!/usr/bin/env python3
"""Records what a real Linux terminal does with keys: `./record-golden.py > line-discipline.golden.json`."""
import fcntl, json, os, pty, select, signal, termios, time

def record(keys, canonical):
    master, slave = pty.openpty()
    result, report = os.pipe()
    pid = os.fork()
    if pid == 0:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.setsid()
        fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
        mode = termios.tcgetattr(slave)
        mode[0] |= termios.ICRNL | 0x4000  # IUTF8
        if not canonical:
            mode[3] &= ~termios.ICANON
        termios.tcsetattr(slave, termios.TCSANOW, mode)
        os.write(report, b'ready')
        while True:
            data = os.read(slave, 4096)
            os.write(report, json.dumps(list(data)).encode() + b'\n')
            if not data:
                os._exit(0)
    os.close(report)
    assert os.read(result, 5) == b'ready'
    screen = b''
    for key in keys:
        os.write(master, key.encode('latin1'))
        while select.select([master], [], [], 0.05)[0]:
            screen += os.read(master, 4096)
    reads = b''
    while select.select([result], [], [], 0.05)[0]:
        data = os.read(result, 65536)
        if not data:
            break
        reads += data
    ended, status = os.waitpid(pid, os.WNOHANG)
    if not ended:
        os.kill(pid, 9)
        os.waitpid(pid, 0)
    end = 'alive' if not ended else signal.Signals(os.WTERMSIG(status)).name[3:] if os.WIFSIGNALED(status) else 'exit'
    for fd in (master, slave, result):
        os.close(fd)
    return {'keys': keys, 'canonical': canonical, 'screen': screen.decode('latin1'),
            'reads': [json.loads(line) for line in reads.decode().splitlines()], 'end': end}

CANONICAL = [
    ['hello\r'], ['hx\x7fi\r'], ['ab cd\x17ef\r'], ['abc\x15x\r'], ['abc', '\x03'], ['\x04'], ['ab\x04', '\x04'], ['ab\x04cd\r'],
    ['\x16\x03x\r'], ['a\x01b\x7f\x7fc\r'], ['a\tb\r'], ['a\tb\x7f\x7fc\r'], ['one\rtwo\r'], ['\xe4\xbd\xa0\x7fx\r'], ['ab\x12c\r'],
    ['q', '\x1c'], ['x', '\x1a'], ['\x7f\x7fa\r'], ['foo.bar  \x17z\r'], ['a\nb\n'], ['a\x1bb\r'], ['\x16\x16\r'], ['ab\x08c\r'],
    ['\t\t\x7f\x7fx\r'], ['ab\tc\td\x15y\r'], ['\x01\tb\x7f\x7fc\r'],
]
RAW = [['abc'], ['a\x7f\x04\r'], ['a', '\x03'], ['\x15\x17']]
print('[\n  ' + ',\n  '.join(json.dumps(one) for one in
      [record(keys, True) for keys in CANONICAL] + [record(keys, False) for keys in RAW]) + '\n]')
