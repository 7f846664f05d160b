# Part of Varve's runner for Alembic: the commands. Needs channel.py, watch.py, failure.py and project.py before it.
import signal


class Session:
    """One command, from hello to its end."""

    def __init__(self, channel, job):
        self.channel = channel
        self.job = job
        self.reading = job["command"] in ("look", "plan", "preview")
        channel.expendable = self.reading
        self.brief = Brief(job.get("environment", {}).values())
        self.ledger = Ledger(channel, job.get("ledger"), job.get("ledgerIdentity"), self.brief)
        self.database = RegisteredDatabase(channel, job["database"], self.reading, self._connected)
        self.watch = StatementWatch(channel, self.ledger, self.database)
        self.steps = []
        self.current = None
        self.raised = None
        self.planned = -1
        self.ended = 0

    def hello(self):
        versions = {"python": "%d.%d.%d" % sys.version_info[:3]}
        import alembic
        import sqlalchemy

        versions["alembic"] = alembic.__version__
        versions["sqlalchemy"] = sqlalchemy.__version__
        self.channel.ask("hello", pid=os.getpid(), versions=versions, executable=sys.executable, ledger=self.ledger.here)

    def _connected(self, found):
        if self.reading:
            self.channel.say("connected", **found)
        else:
            self.channel.ask("connected", **found)

    def work(self):
        project = Project(self.job)
        self.watch.silent = self.reading
        self.watch.listen()
        getattr(self, "_" + self.job["command"])(project)
        if self.database.refusal:
            raise Stopped("connected to another database than the registered one", "wrong-database")
        self.channel.stop_if_told()

    def _look(self, project):
        self.channel.say("graph", revisions=project.graph())
        if self.job["connect"]:
            self._read_current(project)

    def _read_current(self, project):
        ConfigureHook(lambda **_: None, lambda _: None)

        def look(heads, context):
            self.channel.say("current", revisions=sorted(heads), versionTable=version_table(context))
            self.current = heads
            return []

        project.run(look, dont_mutate=True)
        if self.current is None:
            raise RuntimeError("env.py ended without running migrations, so the current revision is not known")

    def _plan(self, project):
        heads = self._heads(project)
        steps = project.steps(self.job["direction"], self.job["destination"], heads)
        self.channel.say("planned", **plan_fields(steps, heads))

    def _heads(self, project):
        if not self.job["connect"]:
            return tuple(self.job.get("heads", ()))
        self._read_current(project)
        return self.current

    def _preview(self, project):
        heads = self._heads(project)
        direction, destination = self.job["direction"], self.job["destination"]

        def work(rev, context):
            return project.steps(direction, destination, rev)

        project.output.truncate(0)
        project.output.seek(0)
        project.run(work, as_sql=True, starting_rev=tuple(heads) or None, destination_rev=destination)
        self.channel.say("sql", text=project.output.getvalue())

    def _migrate(self, project):
        find = functools.partial(project.steps, self.job["direction"], self.job["destination"])
        self._change(project, find, self.job["destination"])

    def _stamp(self, project):
        destination = self.job["destination"]
        self._change(project, lambda heads: list(project.script._stamp_revs(destination, heads)), destination)

    def _change(self, project, find, destination):
        ConfigureHook(self._applied, functools.partial(self._configured, find))
        project.run(self._run_steps, destination_rev=destination)
        if self.raised is not None:
            raise self.raised
        if self.planned < 0 or self.watch.revision is not None or self.planned > self.ended:
            raise RuntimeError("env.py ended before every planned step had run, and did not say why")

    def _configured(self, find, context):
        """Plans before Alembic creates its version table: what cannot be planned leaves the database untouched."""
        connection, self.watch.silent = context.connection, True
        before = connection.in_transaction()
        heads = context.get_current_heads()
        self.steps = find(heads)
        if not before and connection.in_transaction():
            connection.rollback()
        self.watch.silent = False
        context.opts["dont_mutate"] = not self.steps
        self.planned = len(self.steps)
        self.channel.ask("planned", **plan_fields(self.steps, heads, versionTable=version_table(context)))

    def _run_steps(self, heads, context):
        for number, step in enumerate(self.steps):
            revision = step_fields(step)["revision"]
            self.channel.ask("step", ordinal=number + 1, revision=revision)
            self.watch.step(revision)
            step.migration_fn = self._noting_errors(step.migration_fn)
            yield step
            self._step_ended(number + 1, revision, context)

    def _noting_errors(self, migrate):
        @functools.wraps(migrate)
        def noted(**options):
            try:
                return migrate(**options)
            except BaseException as error:
                self.raised = error
                raise

        return noted

    def _applied(self, **_):
        self.watch.whole = True
        self.channel.say("applied", revision=self.watch.revision)

    def _step_ended(self, ordinal, revision, context):
        committed = not (context.connection.in_transaction() or in_transaction(context.connection))
        fields = dict(ordinal=ordinal, revision=revision, statements=self.watch.ordinal, rows=self.watch.rows)
        self.watch.step(None)
        self.ended = ordinal
        self.channel.ask("stepEnded", committed=committed, **fields)


def version_table(context):
    schema = context.version_table_schema
    return context.version_table if schema is None else schema + "." + context.version_table


def report_failure(session, error):
    fields = Failure(error).fields()
    failed = session.watch.failed if session is not None else None
    if failed is not None and is_caused_by(error, failed["error"]):
        fields.update(statement=failed["sql"], ordinal=failed["ordinal"], inTransaction=failed["inTransaction"])
    for name in ("message", "traceback", "statement"):
        fields[name] = session.brief(fields.get(name), Brief.ERROR)
    fields["revision"] = session.watch.revision if session is not None else None
    session.channel.say("failed", **fields)


def heed_signals(channel):
    """A terminal's Ctrl-C reaches this process too: the supervisor decides. A request to end waits for the statement."""

    def end(number, _frame):
        channel.halt = channel.halt or Stopped("ended by signal %d" % number)
        channel.end_if_expendable()

    signal.signal(signal.SIGINT, lambda *_: None)
    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGHUP, end)


def main():
    channel = Channel()
    heed_signals(channel)
    session = None
    code = 1
    try:
        job = channel.receive()
        channel.mark = job["mark"].encode("ascii")
        settle(job)
        session = Session(channel, job)
        session.hello()
        session.work()
        code = 0
    except BaseException as error:
        code = tell_end(channel, session, error)
    finally:
        if session is not None:
            session.database.close_all()
            session.ledger.sync()
        if code == 0:
            channel.say("done")
        sys.stderr.flush()
        os._exit(code)


def tell_end(channel, session, error):
    halted = error if isinstance(error, Stopped) else channel.halt
    if session is not None and session.database.refusal:
        channel.say("wrongDatabase", **session.database.refusal)
        return 4
    if halted is not None:
        channel.say("stopped", reason=halted.reason, revision=session.watch.revision if session else None)
        return 75
    if session is None:
        raise error
    report_failure(session, error)
    return 1


def settle(job):
    """The folder and the module path that 'alembic' and 'python -m alembic' would have."""
    if os.path.isdir(job["workdir"]):
        os.chdir(job["workdir"])
    # First, it would hide the real Alembic behind a project's own folder of that name.
    sys.path[:] = [entry for entry in sys.path if entry] + [os.getcwd()]
    for name in job.get("environment", {}):
        os.environ[name] = job["environment"][name]
    if job["database"].get("silence"):
        os.environ.setdefault("PGCONNECT_TIMEOUT", "10")
