# Part of Varve's runner for Alembic: how it talks with its supervisor. Python 3.8 and newer, ASCII only.
# Every message is one line of JSON behind a mark that the supervisor made for this process. What the project's own code
# prints goes to stderr and cannot disturb it; what the command around this process prints to stdout lacks the mark.
import json
import os
import queue
import re
import sys
import threading
import time

HARMLESS = re.compile(r"(?:\s|--[^\n]*\n|/\*.*?\*/)*(?:insert|update|delete|select|values|with)\b", re.I | re.S)


class Stopped(BaseException):
    """Ends the work. No Exception, so that a script's own 'except Exception' does not swallow it."""

    def __init__(self, reason, kind="stopped"):
        BaseException.__init__(self, reason)
        self.reason = reason
        self.kind = kind


class Channel:
    """The private ends of stdin and stdout. Says things, asks and waits for the answer."""

    def __init__(self):
        self._incoming = os.fdopen(os.dup(0), "rb")
        self._outgoing = Held(os.dup(1))
        self._answers = queue.Queue()
        self._writing = threading.Lock()
        self.mark = b""
        self.halt = None
        self.expendable = False
        self._close_to_the_project()
        threading.Thread(target=self._listen, name="varve-supervisor", daemon=True).start()

    @staticmethod
    def _close_to_the_project():
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)
        os.close(nothing)
        os.dup2(2, 1)

    def _listen(self):
        for line in iter(self._incoming.readline, b""):
            message = json.loads(line.decode("utf-8"))
            if "stop" in message:
                self.halt = self.halt or Stopped(message["stop"])
            self._answers.put(message)
        self.halt = self.halt or Stopped("the supervisor is gone", "orphaned")
        self.end_if_expendable()
        self._answers.put({})

    def end_if_expendable(self):
        """Nothing is lost with a process that only reads, and a project that hangs would keep it for ever."""
        if self.expendable:
            os._exit(75)

    def receive(self):
        """The supervisor's next message; raises Stopped if it wants an end, or is gone."""
        message = self._answers.get()
        self.stop_if_told()
        return message

    def stop_if_told(self):
        if self.halt is not None:
            self._end_even_if_swallowed()
            raise self.halt

    def say(self, what, **fields):
        fields["say"] = what
        line = self.mark + json.dumps(fields, default=str).encode("ascii") + b"\n"
        try:
            with self._writing:
                self._outgoing.write(line)
        except OSError:
            self.halt = self.halt or Stopped("the supervisor is gone", "orphaned")

    def ask(self, what, **fields):
        """Says it and waits until the supervisor lets the work go on."""
        self.stop_if_told()
        self.say(what, ask=True, **fields)
        return self.receive()

    def _end_even_if_swallowed(self):
        # A bare 'except:' in a loop could keep the process alive for ever without a further statement.
        if not getattr(self, "_ending", False):
            self._ending = True
            timer = threading.Timer(30, lambda: os._exit(75))
            timer.daemon = True
            timer.start()


class Held:
    """A descriptor of ours. A project that closes every descriptor lets its database get the same number: never write into that."""

    def __init__(self, descriptor):
        self._descriptor = descriptor
        self._identity = file_identity(os.fstat(descriptor))

    def write(self, data):
        self._end_if_taken()
        view = memoryview(data)
        while view:
            view = view[os.write(self._descriptor, view):]

    def sync(self):
        self._end_if_taken()
        os.fsync(self._descriptor)

    def _end_if_taken(self):
        try:
            same = file_identity(os.fstat(self._descriptor)) == self._identity
        except OSError:
            same = False
        if not same:
            # Nobody can be told any more; the supervisor sees the process end and looks at the database.
            os._exit(75)


class Brief:
    """Cuts what is told to what the supervisor can hold in memory; never through a secret, whose half would not be recognised."""

    SQL, ERROR = 4000, 16000

    def __init__(self, secrets=()):
        self._secrets = [secret for secret in secrets if secret]

    def __call__(self, text, limit):
        if text is None or len(text) <= limit:
            return text
        end = limit
        for secret in self._secrets:
            at = text.find(secret, max(0, limit - len(secret) + 1), limit + len(secret))
            end = min(end, at) if 0 <= at else end
        return text[:end] + " ... (%d characters more)" % (len(text) - end)


class Ledger:
    """Every statement, on disk before it runs. Without a file here the supervisor writes it, and is waited for."""

    SYNC_EVERY_SECONDS = 0.2

    def __init__(self, channel, path, identity, brief):
        self._channel = channel
        self._brief = brief
        self._file = self._open(path, identity)
        self._synced = time.monotonic()

    @staticmethod
    def _open(path, identity):
        """The very file that the supervisor made; None where it cannot be seen, such as inside a container."""
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_APPEND)
        except (OSError, TypeError):
            return None
        if identity is not None and file_identity(os.fstat(descriptor)) != identity:
            os.close(descriptor)
            return None
        return Held(descriptor)

    @property
    def here(self):
        return self._file is not None

    def start(self, line):
        if not self.here:
            self._channel.ask("statement", **line)
            return
        self._write(line)
        if may_change_schema(line["sql"]) or time.monotonic() - self._synced > self.SYNC_EVERY_SECONDS:
            self.sync()
        self._channel.say("statement", **dict(line, sql=self._brief(line["sql"], Brief.SQL)))

    def end(self, line):
        if self.here:
            self._write(line)
        self._channel.say("statementEnded", **line)

    def note(self, line, durable):
        """A line that is about no statement. A durable one is on the disk before this returns."""
        if self.here:
            self._write(line)
            if durable:
                self.sync()
        elif durable:
            self._channel.ask("noted", line=line)
        else:
            self._channel.say("noted", line=line)

    def sync(self):
        if self.here:
            self._file.sync()
            self._synced = time.monotonic()

    def _write(self, line):
        self._file.write(json.dumps(line, default=str).encode("ascii") + b"\n")


def may_change_schema(sql):
    return HARMLESS.match(sql) is None


def file_identity(status):
    return "%d:%d" % (status.st_dev, status.st_ino)


def now():
    seconds = time.time()
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(seconds)) + ".%06dZ" % (seconds % 1 * 1000000)
