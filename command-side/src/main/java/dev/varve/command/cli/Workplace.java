package dev.varve.command.cli;

import dev.varve.cli.CommandFailure;
import dev.varve.cli.ExitCode;
import dev.varve.cli.GlobalOptions;
import dev.varve.cli.Home;
import dev.varve.cli.Printable;
import dev.varve.cli.StoreLocation;
import dev.varve.cli.Surroundings;
import dev.varve.cli.WaitingFacts;
import dev.varve.command.append.Recorder;
import dev.varve.command.append.ThisMachine;
import dev.varve.command.append.Witness;
import dev.varve.command.recover.Recoveries;
import dev.varve.command.recover.Scenes;
import dev.varve.command.run.BackupGate;
import dev.varve.command.run.DeadRuns;
import dev.varve.command.run.DeadRunsOnContact;
import dev.varve.command.run.Diagnoses;
import dev.varve.command.run.DiagnosisRecorder;
import dev.varve.command.run.Entrance;
import dev.varve.command.run.LateFacts;
import dev.varve.command.run.MigrationRuns;
import dev.varve.command.run.PastReader;
import dev.varve.command.run.Patience;
import dev.varve.command.run.Repairs;
import dev.varve.command.run.Restores;
import dev.varve.command.run.RunAggregate;
import dev.varve.command.run.RunFiles;
import dev.varve.command.run.RunGate;
import dev.varve.command.run.RunIds;
import dev.varve.command.run.Stamps;
import dev.varve.command.run.StoreLost;
import dev.varve.command.run.Watch;
import dev.varve.command.target.TargetAccess;
import dev.varve.command.target.TargetAggregate;
import dev.varve.command.target.TargetState;
import dev.varve.command.target.Targets;
import dev.varve.engine.backup.BackupVault;
import dev.varve.engine.presence.Asked;
import dev.varve.events.Circumstances;
import dev.varve.store.StoreFailure;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** What every command works with, put together from its options and its surroundings. Opens the store only when asked. */
final class Workplace implements AutoCloseable {

    private final Surroundings surroundings;
    private final GlobalOptions options;
    private final Home home;
    private final Path events;
    private Recorder recorder;
    private Entrance entrance;

    Workplace(Surroundings surroundings, GlobalOptions options) {
        this.surroundings = surroundings;
        this.options = options;
        this.home = Home.of(options, surroundings.environment());
        this.events = StoreLocation.file(options, surroundings.environment(), home);
        this.entrance = new Entrance(Asked.nothing(surroundings.environment()), Patience.none(surroundings.clock()));
    }

    Home home() {
        return home;
    }

    /** The embedded event store's file. */
    Path events() {
        return events;
    }

    Surroundings surroundings() {
        return surroundings;
    }

    String actor() {
        if (options.actor() != null) {
            return options.actor();
        }
        var environment = surroundings.environment();
        return environment.getOrDefault("SUDO_USER", environment.getOrDefault("USER", System.getProperty("user.name")));
    }

    private Circumstances circumstances() {
        return new Circumstances(
                actor(), ThisMachine.hostName(), surroundings.version(), options.reason(), options.ticket());
    }

    /** From now on runs enter so; otherwise they wait for nobody, and nothing is known of the application. */
    void enterBy(Entrance how) {
        entrance = how;
    }

    /** The writer of this process, opened on first use. */
    Recorder recorder() {
        if (recorder == null) {
            recorder = Recorder.open(
                    events,
                    surroundings.clock(),
                    circumstances(),
                    Witness.in(surroundings.environment()),
                    List.of(TargetAggregate.class, RunAggregate.class),
                    new Recorder.Spooling(home.spool(), new LateFacts(), this::note));
        }
        return recorder;
    }

    private void note(String text) {
        surroundings.err().println("note: " + Printable.text(text));
    }

    /** The registered targets, as the record tells; what waits for the store is recorded first, if it can be. */
    Targets targets() {
        if (recorder == null && hasStore() && WaitingFacts.in(home).isPresent()) {
            recordWhatWaits();
        }
        return recorder != null ? new Targets(recorder.log()) : Targets.in(events);
    }

    private void recordWhatWaits() {
        try {
            recorder();
        } catch (StoreFailure unwritable) {
            WaitingFacts.in(home).ifPresent(this::note);
        }
    }

    /**
     * How a command ends after the store was out of reach in its middle.
     *
     * @param exit as it would have ended
     */
    ExitCode afterOutage(ExitCode exit) {
        if (recorder == null || !recorder.outage().isOn()) {
            return exit;
        }
        var outage = recorder.outage();
        outage.deliver();
        var cause = outage.cause();
        surroundings
                .err()
                .println("varve: "
                        + Printable.text("expected " + cause.expected() + ", found " + cause.found() + ". "
                                + StoreLost.kept(recorder)));
        surroundings.err().println("  do: " + Printable.text(cause.remedy()));
        return exit == ExitCode.DONE && outage.waiting() + outage.toldOnly() > 0 ? ExitCode.FAULT : exit;
    }

    /** @throws CommandFailure if there is no such target */
    Watch watch(String name) {
        return watch(name, targets());
    }

    /** Likewise, without recording even what waits. */
    Watch watchReadOnly(String name) {
        return watch(name, Targets.in(events));
    }

    private Watch watch(String name, Targets targets) {
        var reader = new PastReader(targets::blob);
        targets.replay(name, reader::add);
        if (!(reader.state() instanceof TargetState.Watched watched)) {
            throw unknownTarget(name);
        }
        return new Watch(access(name, watched), watched, reader.past());
    }

    private TargetAccess access(String name, TargetState.Watched watched) {
        try {
            return TargetAccess.of(name, watched.settings(), home, surroundings.clock(), surroundings.environment());
        } catch (IOException unreadable) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "MISSING_ENVIRONMENT",
                    "the variables' values registered for " + name,
                    inWords(unreadable),
                    "bring the file back, or register again: varve target add " + name
                            + " … --env KEY=VALUE or --env-file FILE");
        }
    }

    private static String inWords(IOException unreadable) {
        return switch (unreadable) {
            case NoSuchFileException missing -> "no file at " + missing.getFile();
            case AccessDeniedException denied -> "no right to read " + denied.getFile();
            default -> String.valueOf(unreadable.getMessage());
        };
    }

    CommandFailure unknownTarget(String name) {
        var known = targets().names();
        return new CommandFailure(
                ExitCode.USAGE,
                "UNKNOWN_TARGET",
                "a watched database named '" + name + "' in " + home.directory(),
                known.isEmpty() ? "none registered there" : "only " + String.join(", ", known),
                known.isEmpty() ? "register it: varve target add " + name + " …" : "varve target list");
    }

    Diagnoses diagnoses() {
        return new Diagnoses(home, surroundings.clock());
    }

    BackupVault vault(String target) {
        return new BackupVault(home.backups(target), surroundings.clock());
    }

    RunFiles runFiles(String runId) {
        return new RunFiles(home.run(runId));
    }

    MigrationRuns migrations() {
        return new MigrationRuns(
                recorder(), gate(), diagnoses(), this::vault, this::runFiles, runIds(), surroundings.clock());
    }

    Stamps stamps() {
        return new Stamps(recorder(), gate(), diagnoses(), runIds(), surroundings.clock());
    }

    Restores restores() {
        return new Restores(recorder(), gate(), runIds(), surroundings.clock());
    }

    Scenes scenes() {
        return new Scenes(diagnoses(), this::vault, targets());
    }

    Recoveries recoveries() {
        return new Recoveries(recorder(), gate(), scenes(), diagnoses(), this::vault, runIds(), surroundings.clock());
    }

    Repairs repairs() {
        return new Repairs(recorder(), gate(), diagnoses(), runIds(), surroundings.clock());
    }

    DeadRunsOnContact deadRunsOnContact() {
        return new DeadRunsOnContact(this::recorder, this::deadRuns, this::watch);
    }

    DiagnosisRecorder diagnosisRecorder() {
        return new DiagnosisRecorder(
                this::recorder, warning -> surroundings.err().println(Printable.text(warning)));
    }

    private DeadRuns deadRuns() {
        return new DeadRuns(recorder(), this::runFiles);
    }

    BackupGate backupGate() {
        return new BackupGate(recorder(), locks(), home.directory(), surroundings.clock());
    }

    private RunGate gate() {
        return new RunGate(
                recorder(),
                deadRuns(),
                name -> watch(name).past(),
                locks(),
                home.directory(),
                surroundings.clock(),
                entrance);
    }

    /** One folder for every home on this machine. */
    private Path locks() {
        return Path.of(Optional.ofNullable(surroundings.environment().get("VARVE_LOCKS"))
                .orElse(System.getProperty("java.io.tmpdir") + "/varve-locks"));
    }

    private RunIds runIds() {
        return new RunIds(surroundings.clock(), RandomGenerator.getDefault());
    }

    boolean hasStore() {
        return Files.exists(events);
    }

    @Override
    public void close() {
        if (recorder != null) {
            recorder.close();
        }
    }
}
