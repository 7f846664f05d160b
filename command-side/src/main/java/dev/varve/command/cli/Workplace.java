package dev.varve.command.cli;

import dev.varve.cli.CommandFailure;
import dev.varve.cli.ExitCode;
import dev.varve.cli.GlobalOptions;
import dev.varve.cli.Home;
import dev.varve.cli.Printable;
import dev.varve.cli.Surroundings;
import dev.varve.command.append.Recorder;
import dev.varve.command.recover.Recoveries;
import dev.varve.command.recover.Scenes;
import dev.varve.command.run.BackupGate;
import dev.varve.command.run.DeadRuns;
import dev.varve.command.run.DeadRunsOnContact;
import dev.varve.command.run.Diagnoses;
import dev.varve.command.run.DiagnosisRecorder;
import dev.varve.command.run.Entrance;
import dev.varve.command.run.LeftLedgers;
import dev.varve.command.run.MigrationRuns;
import dev.varve.command.run.Patience;
import dev.varve.command.run.Repairs;
import dev.varve.command.run.Restores;
import dev.varve.command.run.RevisionGate;
import dev.varve.command.run.RunFiles;
import dev.varve.command.run.RunGate;
import dev.varve.command.run.RunIds;
import dev.varve.command.run.RunsGoingOn;
import dev.varve.command.run.Stamps;
import dev.varve.command.run.Watch;
import dev.varve.command.target.Targets;
import dev.varve.engine.backup.BackupVault;
import dev.varve.engine.presence.Asked;
import dev.varve.store.StoreAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** What a command works with, put together from its options and its surroundings. Opens the store only when asked. */
final class Workplace implements AutoCloseable {

    private final Surroundings surroundings;
    private final StoreAccess store;
    private final WatchedTargets watched;
    private final RunIds runIds;
    private Entrance entrance;

    Workplace(Surroundings surroundings, GlobalOptions options) {
        this.surroundings = surroundings;
        this.store = new StoreAccess(surroundings, options);
        this.watched = new WatchedTargets(store, surroundings);
        this.runIds = new RunIds(surroundings.clock(), RandomGenerator.getDefault());
        this.entrance = new Entrance(Asked.nothing(surroundings.environment()), Patience.none(surroundings.clock()));
    }

    Surroundings surroundings() {
        return surroundings;
    }

    /** From now on runs enter so; otherwise they wait for nobody, and nothing is known of the application. */
    void enterBy(Entrance how) {
        entrance = how;
    }

    /** The next run gets that id, if one was given. */
    void runAs(Optional<String> id) {
        id.ifPresent(runIds::beginWith);
    }

    Home home() {
        return store.home();
    }

    /** Where the events stand. */
    StoreAddress events() {
        return store.address();
    }

    boolean hasStore() {
        return store.isThere();
    }

    String actor() {
        return store.actor();
    }

    /** The writer of this process, opened on first use. */
    Recorder recorder() {
        return store.recorder();
    }

    /** The registered targets, as the record tells; what waits for the store is recorded first, if it can be. */
    Targets targets() {
        return store.targets();
    }

    /** How a command ends after the store was out of reach in its middle. */
    ExitCode afterOutage(ExitCode exit) {
        return store.afterOutage(exit);
    }

    /** @throws CommandFailure if there is no such target */
    Watch watch(String name) {
        return watched.find(name);
    }

    /** Likewise, without recording even what waits. */
    Watch watchReadOnly(String name) {
        return watched.findReadOnly(name);
    }

    CommandFailure unknownTarget(String name) {
        return watched.unknown(name);
    }

    Diagnoses diagnoses() {
        return new Diagnoses(home(), surroundings.clock());
    }

    BackupVault vault(String target) {
        return new BackupVault(home().backups(target), surroundings.clock());
    }

    RunFiles runFiles(String runId) {
        return new RunFiles(home().run(runId));
    }

    MigrationRuns migrations() {
        return new MigrationRuns(
                recorder(), gate(), diagnoses(), this::vault, this::runFiles, runIds, surroundings.clock());
    }

    Stamps stamps() {
        return new Stamps(recorder(), gate(), diagnoses(), runIds, surroundings.clock());
    }

    Restores restores() {
        return new Restores(recorder(), gate(), runIds, surroundings.clock());
    }

    Scenes scenes() {
        return new Scenes(diagnoses(), runsGoingOn(), this::vault, targets(), leftLedgers());
    }

    RunsGoingOn runsGoingOn() {
        return new RunsGoingOn(locks());
    }

    Recoveries recoveries() {
        return new Recoveries(recorder(), gate(), scenes(), diagnoses(), this::vault, runIds, surroundings.clock());
    }

    Repairs repairs() {
        return new Repairs(recorder(), gate(), diagnoses(), runIds, surroundings.clock());
    }

    DeadRunsOnContact deadRunsOnContact() {
        return new DeadRunsOnContact(this::recorder, this::deadRuns, this::watch);
    }

    DiagnosisRecorder diagnosisRecorder() {
        return new DiagnosisRecorder(
                this::recorder, warning -> surroundings.err().println(Printable.text(warning)));
    }

    private DeadRuns deadRuns() {
        return new DeadRuns(recorder(), this::runFiles, leftLedgers());
    }

    private LeftLedgers leftLedgers() {
        return new LeftLedgers(home()::run);
    }

    /** Looks and never writes; waits as long as the patience says. */
    RevisionGate revisionGate(Patience patience) {
        return new RevisionGate(this::watchReadOnly, diagnoses(), runsGoingOn(), patience);
    }

    BackupGate backupGate() {
        return new BackupGate(recorder(), locks(), home().directory(), surroundings.clock());
    }

    private RunGate gate() {
        return new RunGate(
                recorder(),
                deadRuns(),
                name -> watch(name).past(),
                locks(),
                home().directory(),
                surroundings.clock(),
                entrance);
    }

    /** One folder for every home on this machine. */
    private Path locks() {
        return Path.of(Optional.ofNullable(surroundings.environment().get("VARVE_LOCKS"))
                .orElse(System.getProperty("java.io.tmpdir") + "/varve-locks"));
    }

    @Override
    public void close() {
        store.close();
    }
}
