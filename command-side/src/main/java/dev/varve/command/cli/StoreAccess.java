package dev.varve.command.cli;

import dev.varve.cli.ExitCode;
import dev.varve.cli.GlobalOptions;
import dev.varve.cli.Home;
import dev.varve.cli.Printable;
import dev.varve.cli.StoreLocation;
import dev.varve.cli.Surroundings;
import dev.varve.cli.WaitingFacts;
import dev.varve.command.access.AccessAggregate;
import dev.varve.command.append.Recorder;
import dev.varve.command.append.ThisMachine;
import dev.varve.command.append.Witness;
import dev.varve.command.run.LateFacts;
import dev.varve.command.run.RunAggregate;
import dev.varve.command.run.StoreLost;
import dev.varve.command.target.TargetAggregate;
import dev.varve.command.target.Targets;
import dev.varve.events.Circumstances;
import dev.varve.store.DurableEventStore;
import dev.varve.store.StoreAddress;
import dev.varve.store.StoreFailure;
import java.util.ArrayList;
import java.util.List;

/** The event store that a command's options name: opened only when asked, and what waits for it is recorded then. */
final class StoreAccess implements AutoCloseable {

    private final Surroundings surroundings;
    private final GlobalOptions options;
    private final Home home;
    private final StoreAddress address;
    private final List<Targets> opened = new ArrayList<>();
    private Recorder recorder;

    StoreAccess(Surroundings surroundings, GlobalOptions options) {
        this.surroundings = surroundings;
        this.options = options;
        this.home = Home.of(options, surroundings.environment());
        this.address = StoreLocation.of(options, surroundings.environment(), home);
    }

    Home home() {
        return home;
    }

    /** Where the events stand. */
    StoreAddress address() {
        return address;
    }

    /** @throws StoreFailure if that cannot be told */
    boolean isThere() {
        var store = address.openIfThere();
        store.ifPresent(DurableEventStore::close);
        return store.isPresent();
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

    /** The writer of this process, opened on first use. */
    Recorder recorder() {
        if (recorder == null) {
            recorder = Recorder.open(
                    address,
                    surroundings.clock(),
                    circumstances(),
                    Witness.in(surroundings.environment()),
                    List.of(TargetAggregate.class, RunAggregate.class, AccessAggregate.class),
                    new Recorder.Spooling(home.spool(), new LateFacts(), this::note));
        }
        return recorder;
    }

    private void note(String text) {
        surroundings.err().println("note: " + Printable.text(text));
    }

    /** The registered targets, as the record tells; what waits for the store is recorded first, if it can be. */
    Targets targets() {
        if (recorder == null && WaitingFacts.in(home).isPresent() && isThere()) {
            recordWhatWaits();
        }
        return recorder != null ? new Targets(recorder.log()) : targetsAsRecorded();
    }

    /** Likewise, without recording even what waits. */
    Targets targetsAsRecorded() {
        var read = Targets.in(address);
        opened.add(read);
        return read;
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

    @Override
    public void close() {
        opened.forEach(Targets::close);
        if (recorder != null) {
            recorder.close();
        }
    }
}
