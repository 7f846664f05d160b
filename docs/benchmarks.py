#!/usr/bin/env python3
"""Measures Varve against what it replaces, on this machine, in one run: python3 docs/benchmarks.py [--write docs/benchmarks.md]

Every row is a ratio of two things measured one after the other, several times; the medians are compared. It makes its own databases in a
temporary folder and asserts nothing about time.
"""
import argparse
import os
import pathlib
import platform
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
VARVE = str(ROOT / "varve")
REVISIONS = 20
APPLIED = 17

ENV_PY = '''import os
from alembic import context
from sqlalchemy import create_engine
engine = create_engine(os.environ["DATABASE_URL"])
with engine.connect() as connection:
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()
'''

REVISION = '''"""revision {number}"""
import sqlalchemy as sa
from alembic import op
revision = "r{number:03d}"
down_revision = {parent}
def upgrade():
    op.create_table("t{number:03d}", sa.Column("id", sa.Integer, primary_key=True), sa.Column("body", sa.Text))
    op.create_index("ix_t{number:03d}", "t{number:03d}", ["body"])
def downgrade():
    op.drop_table("t{number:03d}")
'''

CHAT = '''

def with_chat(make_first):
    def both():
        make_first()
        op.execute("CREATE TABLE chat (id INTEGER PRIMARY KEY, author TEXT, body TEXT)")
    return both
upgrade = with_chat(upgrade)
'''


class Bench:
    def __init__(self, folder, python, rounds):
        self.folder = folder
        self.python = python
        self.rounds = rounds
        self.rows = []
        self.postgres_lines = None
        self.replay_lines = None
        self.environment = dict(os.environ, VARVE_HOME=str(folder / "home"), VARVE_LOCKS=str(folder / "locks"))

    def run(self, *command, database=None, check=True):
        environment = dict(self.environment)
        if database is not None:
            environment["DATABASE_URL"] = f"sqlite:///{database}"
        started = time.perf_counter()
        done = subprocess.run([str(word) for word in command], env=environment, cwd=self.folder / "project",
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        took = time.perf_counter() - started
        if check and done.returncode not in (0, 3):
            sys.exit(f"{command} ended with {done.returncode}:\n{done.stdout.decode()}\n{done.stderr.decode()}")
        return took

    def alembic(self, *words, database):
        return self.run(self.python, "-m", "alembic", *words, database=database)

    def median(self, act):
        return statistics.median(act() for _ in range(self.rounds))

    def row(self, what, ours, baseline, against):
        self.rows.append((what, f"{ours:.2f} s", f"{baseline:.2f} s", against, f"{ours / baseline:.2f}"))
        print(f"{what}: {ours:.2f} s; {against}: {baseline:.2f} s; ratio {ours / baseline:.2f}", flush=True)

    def make_project(self):
        project = self.folder / "project"
        (project / "migrations" / "versions").mkdir(parents=True)
        (project / "alembic.ini").write_text("[alembic]\nscript_location = %(here)s/migrations\n")
        (project / "migrations" / "env.py").write_text(ENV_PY)
        for number in range(1, REVISIONS + 1):
            parent = "None" if number == 1 else f'"r{number - 1:03d}"'
            text = REVISION.format(number=number, parent=parent)
            if number == 1:
                text += CHAT
            (project / "migrations" / "versions" / f"r{number:03d}.py").write_text(text)

    def make_database(self, name, megabytes):
        file = self.folder / name
        file.touch()
        self.alembic("upgrade", f"r{APPLIED:03d}", database=file)
        connection = sqlite3.connect(file)
        rows = megabytes * 1000
        connection.execute(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)"
            " INSERT INTO chat SELECT i, 'author ' || (i % 977), hex(randomblob(480)) FROM n", (rows,))
        connection.commit()
        connection.close()
        return file

    def register(self, name, file):
        self.run(VARVE, "target", "add", name, "--tool", "alembic", "--config", self.folder / "project" / "alembic.ini",
                 "--database", f"sqlite:///{file}", "--env", "DATABASE_URL={database}", "--python", self.python)

    def cold_start(self):
        self.row("`varve version`, cold", self.median(lambda: self.run(VARVE, "version")),
                 self.median(lambda: self.run(self.python, "-m", "alembic", "--version")), "`alembic --version`")

    def diagnose(self, file):
        def four():
            return sum(self.alembic(*words, database=file) for words in
                       (["current"], ["heads"], ["history"], ["branches"]))
        self.run(VARVE, "diagnose", "big")
        self.row(f"`varve diagnose` on {file.stat().st_size // 1_000_000} MB",
                 self.median(lambda: self.run(VARVE, "diagnose", "big")), self.median(four),
                 "`alembic current`, `heads`, `history`, `branches`, one after another")

    def backup(self, file):
        copy = self.folder / "copy.db"

        def plain_copy():
            started = time.perf_counter()
            shutil.copyfile(file, copy)
            with open(copy, "rb") as handle:
                os.fsync(handle.fileno())
            return time.perf_counter() - started

        def online_with_check():
            started = time.perf_counter()
            source, target = sqlite3.connect(file), sqlite3.connect(copy)
            source.backup(target)
            assert target.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            source.close()
            target.close()
            return time.perf_counter() - started

        def ours():
            took = self.run(VARVE, "backup", "big", "--quiet")
            for old in sorted((self.folder / "home" / "backups" / "big").glob("*.sqlite3")):
                old.unlink()
            return took

        proven = self.median(ours)
        self.row("`varve backup`, proven (integrity, foreign keys, schema, every row hashed on both sides)", proven,
                 self.median(plain_copy), "copy and fsync, nothing checked")
        self.row("the same", proven, self.median(online_with_check), "SQLite's online backup and `integrity_check`")

    def upgrade(self, label, pristine):
        def plain():
            file = self.folder / "plain.db"
            shutil.copyfile(pristine, file)
            return self.alembic("upgrade", "head", database=file)

        runs = iter(range(1000))

        def ours(*way):
            name = f"{label}{next(runs)}"
            file = self.folder / f"{name}.db"
            shutil.copyfile(pristine, file)
            self.register(name, file)
            took = self.run(VARVE, "upgrade", name, "--quiet", *way)
            for left in self.folder.glob(f"{name}.db*"):
                shutil.rmtree(left) if left.is_dir() else left.unlink()
            shutil.rmtree(self.folder / "home" / "backups" / name)
            return took

        in_place = self.median(lambda: ours("--strategy", "in-place", "--no-rehearsal"))
        size = f"{REVISIONS - APPLIED} revisions on {pristine.stat().st_size // 1_000_000} MB"
        self.row(f"`varve upgrade --no-rehearsal`, {size}, with proven backup and verification",
                 in_place, self.median(plain), "`alembic upgrade head`, no backup")
        self.row(f"`varve upgrade --strategy swap`, {size}: backup, proof, rehearsal, verification, swap",
                 self.median(lambda: ours("--strategy", "swap")), in_place, "the row above: in place, not rehearsed")

    def appends(self, postgres):
        subprocess.run([str(ROOT / "mvnw"), "-q", "-B", "-pl", "query-side", "-am", "test-compile"], cwd=ROOT, check=True,
                       stdout=subprocess.DEVNULL)
        java = shutil.which("java") if "JAVA_HOME" not in os.environ else os.environ["JAVA_HOME"] + "/bin/java"
        found = subprocess.run(["sh", "-c", '. "$1"; printf %s "$JAVA_HOME"', "sh", str(ROOT / ".mvn" / "find-jdk.sh")],
                               stdout=subprocess.PIPE, check=True).stdout.decode()
        java = f"{found}/bin/java" if found else java
        (self.folder / "events").mkdir()
        classes = os.pathsep.join([str(ROOT / "event-store/target/test-classes"), str(ROOT / "query-side/target/test-classes"),
                                   str(ROOT / "command-side/target/app/*")])
        program = [java, "--enable-native-access=ALL-UNNAMED", "-cp", classes]
        bench = program + ["dev.varve.store.EventBench"]
        self.append_lines = self.bench_lines(bench + [str(self.folder / "events"), "2000", "3"])
        if postgres:
            self.postgres_lines = self.bench_lines(bench + [postgres, "4000", "5"])
            replay = program + ["dev.varve.query.projection.PostgresReplayBench", postgres + "?currentSchema=replay", "50000", "5"]
            self.replay_lines = self.bench_lines(replay)

    def bench_lines(self, command):
        done = subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout.decode()
        lines = "\n".join(line for line in done.splitlines() if line.startswith(("round ", "proof: ", "read: ")))
        print(lines, flush=True)
        return lines


def any_alembic():
    cache = pathlib.Path.home() / ".cache" / "varve" / "python"
    for python in sorted(cache.glob("*/bin/python"), reverse=True):
        if subprocess.run([python, "-c", "import alembic"], stderr=subprocess.DEVNULL).returncode == 0:
            return python
    sys.exit("expected a Python with Alembic under ~/.cache/varve/python, found none; ./varve demo makes one, or name one: --python PATH")


def report(bench, versions):
    lines = ["# Benchmarks", "",
             "Measured by `python3 docs/benchmarks.py --write docs/benchmarks.md`; medians of one run on one machine. Times move with the machine: read the ratios.",
             "", f"Machine: {os.cpu_count()} cores, {platform.system()} {platform.machine()}. {versions}", "",
             "| what | Varve | baseline | the baseline is | ratio |", "|---|---|---|---|---|"]
    lines += ["| " + " | ".join(row) + " |" for row in bench.rows]
    lines += appended(bench)
    return "\n".join(lines)


def appended(bench):
    lines = ["", "## Appending events", "",
              "One event a transaction through Axon, with its Merkle leaf and the new root, against one raw row a transaction by JDBC; same file system, same `synchronous=FULL`.",
              "", "```", bench.append_lines, "```", ""]
    if bench.postgres_lines:
        lines += ["## Appending events to PostgreSQL", "",
                  "The same on a server with `fsync` on, raw rows and appends in slices that take turns. A raw row is one message to the server, and so is an append while "
                  "nobody else appends; it is three (lock and head; the stream's end; event, leaf, head and commit) where the stream's end is looked up before. "
                  "A first round warms both up and is not told.",
                  "", "```", bench.postgres_lines, "```", "",
                  "The first number is the append: what the log and its proof cost beside a plain row. A command of Varve also reads its aggregate's events before it"
                  " decides, once for each fact; with a look-up of the stream's end as the least of such a reading, that is the second number. The slower the disk, the less both matter:"
                  " where a commit took 10 ms, raw rows came to 59 to 107 a second, and appends to 0.71 to 0.81 of that.", "",
                  "## Rebuilding the views of a shared store", "",
                  "All views made anew from the log in PostgreSQL, against reading and parsing the same events and inserting a row of the timeline's columns and "
                  "indexes for each, both in batches of 1,000, in slices that take turns.",
                  "", "```", bench.replay_lines, "```", ""]
    return lines


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--python", type=pathlib.Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--megabytes", type=int, default=300)
    parser.add_argument("--postgres", help="the URL of an empty database on a server of its own, with fsync on; without it appends to PostgreSQL are left out")
    parser.add_argument("--write", type=pathlib.Path, help="the page to write the results to")
    options = parser.parse_args()
    python = options.python or any_alembic()
    with tempfile.TemporaryDirectory(prefix="varve-bench-") as name:
        bench = Bench(pathlib.Path(name).resolve(), python, options.rounds)
        bench.make_project()
        bench.run(VARVE, "version")
        big = bench.make_database("big.db", options.megabytes)
        small = bench.make_database("small.db", 1)
        bench.register("big", big)
        bench.cold_start()
        bench.diagnose(big)
        bench.backup(big)
        bench.upgrade("small", small)
        bench.upgrade("large", big)
        bench.appends(options.postgres)
        versions = subprocess.run([python, "-c", "import alembic, sqlalchemy, platform; print('Alembic', alembic.__version__ + ', SQLAlchemy', "
                                   "sqlalchemy.__version__ + ', Python', platform.python_version() + '.')"], stdout=subprocess.PIPE).stdout.decode().strip()
        if options.write:
            options.write.write_text(report(bench, versions))


if __name__ == "__main__":
    main()
