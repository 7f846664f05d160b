# Part of Varve's runner for Alembic: connections whose server is silent for good. Needs channel.py before it.
import socket
import struct


class SilenceWatch:
    """Lets a connection end once its server does not answer. What the project has chosen of keepalives stays.

    Keepalives are not sent while something is under way that got no receipt. TCP_USER_TIMEOUT would bound that, but ends a
    connection, too, whose server lives and only does not read on, as while it waits for a lock. So what Linux tells is looked at.
    """

    PERIOD = 2

    def __init__(self, silence):
        self._options = silence["options"]
        self._longest = silence["unacknowledgedMillis"] / 1000
        self._connections = {}
        self._since = {}

    def opened(self, connection):
        its = socket_of(connection)
        if its is None:
            return
        with its:
            self._ask_for_signs_of_life(its, "psycopg" in type(connection).__module__)
        if not self._connections:
            threading.Thread(target=self._watch, daemon=True).start()
        self._connections[id(connection)] = connection

    def _ask_for_signs_of_life(self, its, by_libpq):
        if not by_libpq:
            # libpq asks for them unless it was told not to.
            its.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        with socket.socket(its.family, socket.SOCK_STREAM) as untouched:
            for name, value in self._options.items():
                option = getattr(socket, name, None)
                if option is not None and chosen(its, option) == chosen(untouched, option):
                    its.setsockopt(socket.IPPROTO_TCP, option, value)

    def closed(self, connection):
        self._connections.pop(id(connection), None)

    def _watch(self):
        while True:
            time.sleep(self.PERIOD)
            again = sending_again()
            ends = [self._judged(one, again) for one in list(self._connections.values())]
            self._since = {end: since for end, since in self._since.items() if end in ends}

    def _judged(self, connection, again):
        its = socket_of(connection)
        if its is None:
            return None
        with its:
            try:
                ends = end(its.family, its.getsockname()), end(its.family, its.getpeername())
                if ends not in again:
                    return None
                if time.monotonic() - self._since.setdefault(ends, time.monotonic()) >= self._longest:
                    # What was not delivered until now must not be delivered later, after somebody looked.
                    its.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                    its.shutdown(socket.SHUT_RDWR)
                return ends
            except OSError:
                return None


def chosen(its, option):
    return its.getsockopt(socket.IPPROTO_TCP, option)


def socket_of(connection):
    """A second handle, to be closed soon, of the socket that psycopg, asyncpg or pg8000 has; None if none is to be found."""
    for candidate in (connection, *(getattr(connection, name, None) for name in ("_connection", "driver_connection"))):
        transport = getattr(candidate, "_transport", None)
        if transport is not None:
            candidate = transport.get_extra_info("socket")
        for one in (candidate, getattr(candidate, "_usock", None)):
            try:
                its = socket.socket(fileno=os.dup(one.fileno()))
            except Exception:
                continue
            if its.family in (socket.AF_INET, socket.AF_INET6):
                return its
            its.close()
    return None


def sending_again():
    """Both ends of each connection that had to send something again; see /proc/net/tcp in the kernel's documentation."""
    found = set()
    for name in ("tcp", "tcp6"):
        try:
            with open("/proc/self/net/" + name) as told:
                lines = [line.split() for line in list(told)[1:]]
        except OSError:
            continue
        found.update((fields[1], fields[2]) for fields in lines if int(fields[6], 16))
    return found


def end(family, address):
    """As Linux writes it: words of four bytes in the machine's own order."""
    raw = socket.inet_pton(family, address[0].split("%")[0])
    words = struct.unpack("=%dI" % (len(raw) // 4), raw)
    return "%s:%04X" % ("".join("%08X" % word for word in words), address[1])
