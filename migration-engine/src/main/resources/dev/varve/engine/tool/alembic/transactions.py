# Part of Varve's runner for Alembic: what becomes of each transaction, in the ledger. Needs channel.py and watch.py before it.


class TransactionWatch:
    """Tells each connection's transactions apart: when a commit is about to be sent, that it came back, or that there is none.

    On PostgreSQL also the server's own number of a transaction, by which the server tells its fate even after everybody was killed.
    """

    NUMBER = (
        "SELECT pg_catalog.txid_current_if_assigned() || ' ' || pg_catalog.pg_current_wal_insert_lsn()"
        " || ' ' || extract(epoch FROM pg_catalog.pg_postmaster_start_time())"
    )
    FLUSHED = "SELECT pg_catalog.pg_current_wal_flush_lsn()::text"

    def __init__(self, ledger):
        self._ledger = ledger
        self._open = {}
        self._count = 0
        self._noted = {}
        self._dialects = {}

    def connection(self, raw):
        """This connection's number in the ledger. It is held, so that no other one can get its identity."""
        if id(raw) not in self._open:
            self._count += 1
            self._open[id(raw)] = (self._count, raw)
        return self._open[id(raw)][0]

    def of(self, conn):
        """The same of SQLAlchemy's connection; None if that has lost its own."""
        try:
            return self.connection(driver_connection(conn))
        except BaseException:
            return None

    def autocommit(self, conn):
        try:
            return autocommits(driver_connection(conn))
        except BaseException:
            return None

    def closed(self, raw, *_):
        if id(raw) in self._open:
            self._line("closed", self._open.pop(id(raw))[0])

    def began(self, revision, conn):
        number = self.of(conn)
        self._noted.pop(number, None)
        self._line("begin", number, revision)

    def rolled_back(self, revision, conn):
        number = self.of(conn)
        self._noted.pop(number, None)
        self._line("rolledBack", number, revision)

    def committing(self, revision, conn):
        """On the disk before the COMMIT is sent: without this line there was none."""
        self._follow(conn.dialect)
        self.note(revision, conn, "COMMIT")
        number = self.of(conn)
        self._line("committing", number, revision, durable=True, flushed=self._is_flushed(number, conn))

    def _follow(self, dialect):
        # SQLAlchemy tells of a commit before it is sent, and of none that came back.
        if id(dialect) in self._dialects:
            return
        self._dialects[id(dialect)] = dialect
        send = dialect.do_commit

        def do_commit(connection):
            raw = getattr(connection, "dbapi_connection", None) or getattr(connection, "connection", connection)
            number = self._open.get(id(raw), (None, None))[0]
            try:
                send(connection)
            except BaseException as error:
                self._line("commitFailed", number, error=name_of(error), lost=is_lost(dialect, error, connection))
                raise
            self._noted.pop(number, None)
            self._line("committed", number)

        dialect.do_commit = do_commit

    def note(self, revision, conn, sql):
        """Asks once a transaction may have written; SELECT only before the commit, where any other statement asks at once."""
        number = self.of(conn)
        if number is None or number in self._noted or only_reads(sql):
            return
        raw = driver_connection(conn)
        if not is_postgresql(type(raw).__module__) or state_of(raw) != "inside" or autocommits(raw) is not False:
            return
        answer = first_text(raw, self.NUMBER)
        if answer is not None:
            transaction, place, server = answer.split(" ")
            self._noted[number] = place
            self._line("transactionId", number, revision, transactionId=transaction, server=server)

    def _is_flushed(self, number, conn):
        """Whether the server's log holds the number on its disk: else a crash could give it to another transaction."""
        if number not in self._noted:
            return None
        raw = driver_connection(conn)
        flushed = first_text(raw, self.FLUSHED) if state_of(raw) == "inside" else None
        return None if flushed is None else place_in_log(flushed) >= place_in_log(self._noted[number])

    def _line(self, event, number, revision=None, durable=False, **more):
        line = {"at": now(), "revision": revision, "ordinal": None, "event": event, "connection": number}
        line.update(more)
        self._ledger.note(line, durable)


def is_lost(dialect, error, connection):
    try:
        return bool(dialect.is_disconnect(error, connection, None))
    except BaseException:
        return None


def only_reads(sql):
    return sql.lstrip().upper().startswith(("SELECT", "SHOW"))


def place_in_log(text):
    high, low = text.split("/")
    return int(high, 16) << 32 | int(low, 16)


def first_text(raw, sql):
    """None also where the server is gone: the project's next statement meets that, not ours."""
    try:
        return execute(raw, sql)[0][0]
    except Exception:
        return None


def state_of(raw):
    """'inside' a transaction that can go on, 'failed' in one that cannot, 'outside'; None if the driver does not tell."""
    for candidate in (raw, getattr(raw, "_connection", None), getattr(raw, "driver_connection", None)):
        status = getattr(getattr(candidate, "info", None), "transaction_status", None)
        if status is not None:
            return {0: "outside", 2: "inside", 3: "failed"}.get(int(status))
        status = getattr(candidate, "_transaction_status", None)
        if isinstance(status, bytes):
            return {b"I": "outside", b"T": "inside", b"E": "failed"}.get(status)
    return None


def autocommits(raw):
    """Whether the driver begins no transaction of its own; None if it does not tell. Of sqlite3 that it begins none at all."""
    for candidate in (raw, getattr(raw, "_connection", None), getattr(raw, "driver_connection", None)):
        if hasattr(candidate, "isolation_level") and "sqlite" in type(candidate).__module__:
            return candidate.isolation_level is None
        flag = getattr(candidate, "autocommit", None)
        if isinstance(flag, bool):
            return flag
    return None
