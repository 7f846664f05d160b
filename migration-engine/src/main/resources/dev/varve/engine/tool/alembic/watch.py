# Part of Varve's runner for Alembic: what SQLAlchemy does, seen from outside the project. Needs channel.py before it, and silence.py.
import functools


class RegisteredDatabase:
    """The only database that this process may talk to. Every connection is checked before its first statement."""

    def __init__(self, channel, expected, read_only, on_first):
        self._channel = channel
        self._expected = expected
        self._read_only = read_only
        self._on_first = on_first
        self._open = {}
        self._silence = SilenceWatch(expected["silence"]) if expected.get("silence") else None
        self.refusal = None
        self.connected = False

    def on_connect(self, connection, _record):
        if id(connection) not in self._open:
            self._verify(connection)
            self._open[id(connection)] = connection

    def on_close(self, connection, *_):
        self._open.pop(id(connection), None)
        if self._silence is not None:
            self._silence.closed(connection)

    def _verify(self, connection):
        found = self._found(connection)
        if not self._is_registered(found):
            self.refusal = self.refusal or dict(found, expected=self._expected)
            raise Stopped("connected to another database than the registered one", "wrong-database")
        self._begin_session(connection)
        if self._read_only:
            self._forbid_writing(connection)
        if not self.connected:
            self.connected = True
            self._on_first(found)

    def _begin_session(self, connection):
        """On a server: its name, its settings and its lock, outside of any transaction of the project's."""
        if self._silence is not None:
            self._silence.opened(connection)
        if self._expected.get("session"):
            in_own_transaction(connection, self._expected["session"])

    @staticmethod
    def _found(connection):
        driver = type(connection).__module__
        if is_postgresql(driver):
            return {"driver": driver, "file": None, "identity": server_identity(connection)}
        if "sqlite" not in driver:
            return {"driver": driver, "file": None, "identity": None}
        files = [row[2] for row in execute(connection, "PRAGMA database_list") if row[1] == "main"]
        if not files or not files[0]:
            return {"driver": driver, "file": ":memory:", "identity": None}
        return {"driver": driver, "file": files[0], "identity": file_identity(os.stat(files[0]))}

    @staticmethod
    def _forbid_writing(connection):
        if is_postgresql(type(connection).__module__):
            in_own_transaction(connection, "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY")
        else:
            execute(connection, "PRAGMA query_only = ON")

    def _is_registered(self, found):
        if found["identity"] is None:
            return False
        if self._expected["identity"] is not None:
            return found["identity"] == self._expected["identity"]
        if found["file"] is None or self._expected["path"] is None:
            return False
        return os.path.realpath(found["file"]) == os.path.realpath(self._expected["path"])

    def close_all(self):
        """Rolls back and closes whatever the project left open, so that nothing is left half done by our exit."""
        for connection in list(self._open.values()):
            for act in ("rollback", "close"):
                try:
                    getattr(connection, act)()
                except BaseException:
                    pass


def is_postgresql(driver):
    return any(name in driver for name in ("psycopg", "asyncpg", "pg8000"))


SERVER_IDENTITY = (
    "SELECT (SELECT system_identifier FROM pg_catalog.pg_control_system()) || ':' || d.oid"
    " FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database()"
)


def server_identity(connection):
    """As the supervisor asks it, too: the cluster's own number and the database's in it."""
    return in_own_transaction(connection, SERVER_IDENTITY)[0][0]


def in_own_transaction(connection, sql):
    """Ends the transaction that the driver began for the question, unless the project was inside one already."""
    inside = of_driver(connection)
    rows = execute(connection, sql)
    if not inside:
        connection.commit()
    return rows


def execute(connection, sql):
    cursor = connection.cursor()
    try:
        cursor.execute(sql)
        return cursor.fetchall() if cursor.description else []
    finally:
        cursor.close()


def driver_connection(connection):
    fairy = connection.connection
    return getattr(fairy, "dbapi_connection", None) or fairy.connection


def in_transaction(connection):
    """Whether the driver itself is inside a transaction; None if it does not tell."""
    try:
        raw = driver_connection(connection)
    except BaseException:
        return None
    return of_driver(raw)


def of_driver(raw):
    for candidate in (raw, getattr(raw, "_connection", None), getattr(raw, "driver_connection", None)):
        for name in ("in_transaction", "_in_transaction"):
            state = getattr(candidate, name, None)
            if isinstance(state, bool):
                return state
        status = getattr(getattr(candidate, "info", None), "transaction_status", None)
        if status is not None:
            return int(status) != 0
    return None


class StatementWatch:
    """Listens on the Engine class, which catches asynchronous engines as well. Tells and bounds every statement."""

    def __init__(self, channel, ledger, database):
        self._channel = channel
        self._ledger = ledger
        self._database = database
        self._transactions = TransactionWatch(ledger)
        self._started = {}
        self.revision = None
        self.ordinal = 0
        self.rows = 0
        self.whole = True
        self.failed = None
        self.silent = False

    def listen(self):
        from sqlalchemy import event
        from sqlalchemy.engine import Engine
        from sqlalchemy.pool import Pool

        event.listen(Pool, "connect", self._database.on_connect)
        event.listen(Pool, "close", self._database.on_close)
        event.listen(Pool, "close", self._transactions.closed)
        event.listen(Engine, "before_cursor_execute", self.before)
        event.listen(Engine, "after_cursor_execute", self.after)
        event.listen(Engine, "handle_error", self.error)
        event.listen(Engine, "begin", functools.partial(self.transaction, "BEGIN"))
        event.listen(Engine, "commit", functools.partial(self.transaction, "COMMIT"))
        event.listen(Engine, "rollback", functools.partial(self.transaction, "ROLLBACK"))

    def step(self, revision):
        self.revision, self.ordinal, self.rows, self.failed = revision, 0, 0, None
        self.whole = revision is None

    def before(self, conn, cursor, statement, parameters, context, executemany):
        self._database.on_connect(driver_connection(conn), None)
        conn.engine.hide_parameters = True
        if self.silent:
            return
        if not statement.lstrip().upper().startswith("ROLLBACK"):
            self._channel.stop_if_told()
        self.ordinal += 1
        self._ledger.start(self._line("start", self.ordinal, statement, conn))
        self._started[id(cursor)] = (self.ordinal, time.perf_counter(), statement)

    def after(self, conn, cursor, statement, parameters, context, executemany):
        ordinal, began, _ = self._started.pop(id(cursor), (None, None, None))
        if ordinal is None:
            return
        rows = cursor.rowcount if isinstance(cursor.rowcount, int) and cursor.rowcount >= 0 else None
        self.rows += rows or 0
        self._end(ordinal, began, rows, conn)
        if not self.silent:
            self._transactions.note(self.revision, conn, statement)

    def error(self, context):
        conn, cursor = context.connection, getattr(context, "cursor", None)
        if cursor is None and context.execution_context is not None:
            cursor = context.execution_context.cursor
        ordinal, began, statement = self._started.pop(id(cursor), (None, None, None))
        if ordinal is None:
            return
        inside = in_transaction(conn) if conn is not None else None
        original = context.original_exception
        self.failed = {"error": original, "sql": statement, "ordinal": ordinal, "inTransaction": inside}
        self._end(ordinal, began, None, conn, name_of(original), getattr(context, "is_disconnect", None))

    def _end(self, ordinal, began, rows, conn, error=None, lost=None):
        millis = int((time.perf_counter() - began) * 1000)
        self._ledger.end(dict(self._line("end", ordinal, None, conn, millis, rows), error=error, lost=lost))

    def _line(self, event, ordinal, sql, conn, millis=None, rows=None):
        """What is short comes first: of a long line only the beginning may be read."""
        return {
            "at": now(),
            "revision": self.revision,
            "ordinal": ordinal,
            "event": event,
            "connection": self._transactions.of(conn) if conn is not None else None,
            "inTransaction": in_transaction(conn) if conn is not None else None,
            "autocommit": self._transactions.autocommit(conn) if conn is not None else None,
            "durationMillis": millis,
            "rows": rows,
            "sql": sql,
        }

    def transaction(self, kind, conn):
        if self.silent:
            return
        if kind == "COMMIT" and not self.whole:
            # Once an end was asked for, or the supervisor died, only a whole step may still be committed.
            self._channel.stop_if_told()
        self._tell_ledger(kind, conn)
        self._channel.say("transaction", revision=self.revision, kind=kind)

    def _tell_ledger(self, kind, conn):
        if kind == "COMMIT":
            self._transactions.committing(self.revision, conn)
        elif kind == "BEGIN":
            self._transactions.began(self.revision, conn)
        else:
            self._transactions.rolled_back(self.revision, conn)


def name_of(error):
    kind = type(error)
    return kind.__name__ if kind.__module__ == "builtins" else kind.__module__ + "." + kind.__name__
