package dev.varve.command.demo;

import dev.varve.cli.ExitCode;
import java.nio.file.Path;

/** A notes application managed by Alembic: its fourth revision breaks half way on real data. */
final class AlembicStory {

    private final Stage stage;
    private final SampleApplication application;
    private final Path python;

    AlembicStory(Stage stage, SampleApplication application, Path python) {
        this.stage = stage;
        this.application = application;
        this.python = python;
    }

    void tell() {
        stage.title("A notes application, managed by Alembic");
        stage.say("Register the database. Its env.py reads DATABASE_URL; {database} becomes the registered URL.");
        stage.type(
                ExitCode.DONE,
                "target",
                "add",
                "notes",
                "--tool",
                "alembic",
                "--config",
                application.alembicIni().toString(),
                "--database",
                "sqlite:///" + application.notesDatabase(),
                "--env",
                "DATABASE_URL={database}",
                "--python",
                python.toString());
        stage.say("An older release of the application knew three revisions.");
        stage.type(ExitCode.DONE, "upgrade", "notes", "--to", "7d24f6b81e03");
        application.useNotes();
        failAtNoon();
        recover();
    }

    private void failAtNoon() {
        stage.title("A year later: 400 accounts, 2000 notes, and three new revisions");
        stage.type(ExitCode.PENDING, "diagnose", "notes");
        stage.type(ExitCode.PENDING, "plan", "notes");
        stage.say("The upgrade. Its first new revision adds a column, fills it, and wants it unique; two of the\n"
                + "accounts differ in case only. It fails on a copy: the database stays as it was.");
        stage.type(ExitCode.FAILED_UNCHANGED, "upgrade", "notes");
        stage.say("What that guards against: in place and not rehearsed, SQLite commits the column and then refuses\n"
                + "the index.");
        stage.type(ExitCode.NEEDS_RECOVERY, "upgrade", "notes", "--strategy", "in-place", "--no-rehearsal");
        stage.title("What state is it in? Looking tells, not the exit code");
        stage.type(ExitCode.NEEDS_RECOVERY, "diagnose", "notes");
        stage.say("Setting the recorded revision by hand would hide it. It is refused, and the refusal is recorded.");
        stage.type(ExitCode.REFUSED, "stamp", "notes", "91e8a05c7f04", "--because", "applied-by-hand");
        stage.say("Running the upgrade again over half a step loses data silently; it is refused too.");
        stage.type(ExitCode.REFUSED, "upgrade", "notes");
    }

    private void recover() {
        stage.title("The way out: it says what is safe, what it loses, and how it is proven; then it does it");
        stage.type(ExitCode.NEEDS_RECOVERY, "recover", "notes");
        stage.type(ExitCode.DONE, "recover", "notes", "--option", "restore");
        stage.say("The owner decides that the two accounts are one person's, and merges them.");
        application.mergeTheTwoAccounts();
        stage.type(ExitCode.DONE, "upgrade", "notes");
        stage.type(ExitCode.DONE, "diagnose", "notes", "--deep");
        stage.title("The record: everything above, as events that cannot be changed unnoticed");
        stage.type(ExitCode.DONE, "history", "notes");
        stage.type(ExitCode.DONE, "status");
        stage.type(ExitCode.DONE, "verify");
    }
}
