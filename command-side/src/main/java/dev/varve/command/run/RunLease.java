package dev.varve.command.run;

import dev.varve.command.append.HostLock;
import dev.varve.command.append.Recorder;
import dev.varve.command.target.TargetAccess;
import dev.varve.command.target.TargetCommand;
import dev.varve.engine.diagnosis.Looked;
import dev.varve.engine.finding.Finding;
import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.presence.Presence;
import java.util.ArrayList;
import java.util.Optional;

/** A run's hold on its target: the locks on this machine and on the database's server, and the lease in the store, let go together. */
public final class RunLease implements AutoCloseable {

    private final Recorder recorder;
    private final HeldDatabase held;
    private final TargetAccess access;
    private final String runId;
    private final KnownPast past;
    private final Presence presence;
    private final Presence application;

    RunLease(
            Recorder recorder,
            HeldDatabase held,
            TargetAccess access,
            String runId,
            KnownPast past,
            Presence presence,
            Presence application) {
        this.recorder = recorder;
        this.held = held;
        this.access = access;
        this.runId = runId;
        this.past = past;
        this.presence = presence;
        this.application = application;
    }

    HostLock lock() {
        return held.onHost();
    }

    /** Whether nobody else can have come in: the server still holds this run's lock. Asks the server; a file has none to ask. */
    boolean isHeld() {
        return held.onServer().isHeld();
    }

    /** What the record told when nobody else could add to it any more: what was known before may be another run's middle. */
    public KnownPast past() {
        return past;
    }

    /** What is in the way of a run that entered; never asked for a stamp or a repair. */
    Presence presence() {
        return presence;
    }

    /** Who was connected of the application when the run entered, in words; empty if nobody. */
    String application() {
        return application.inWords();
    }

    /** Why the application has to stop first, as the finding that refuses a run; empty if nothing tells that it runs. */
    public Optional<Finding> inUse() {
        return presence.finding(access.database().location())
                .map(finding -> access.redaction().ofFinding(finding));
    }

    /** What was seen by looking, and that the application runs, which a look alone tells with fewer words. */
    Looked weighed(Looked looked) {
        return inUse().map(finding -> {
                    var findings = new ArrayList<Finding>();
                    findings.add(finding);
                    looked.diagnosis().findings().stream()
                            .filter(other -> other.code() != FindingCode.DATABASE_IN_USE)
                            .forEach(findings::add);
                    return looked.with(looked.diagnosis().withFindings(findings));
                })
                .orElse(looked);
    }

    @Override
    public void close() {
        try {
            recorder.send(
                    new TargetCommand.ReleaseLease(TargetCommand.aggregateId(access.name()), access.name(), runId));
        } finally {
            held.close();
        }
    }
}
