package dev.varve.command.target;

import dev.varve.command.target.TargetCommand.Approve;
import dev.varve.command.target.TargetCommand.Decline;
import dev.varve.command.target.TargetCommand.Propose;
import dev.varve.command.target.TargetCommand.RecordBackup;
import dev.varve.command.target.TargetCommand.RecordDiagnosis;
import dev.varve.command.target.TargetCommand.RecordRevisions;
import dev.varve.command.target.TargetCommand.RecordSchema;
import dev.varve.command.target.TargetCommand.Register;
import dev.varve.command.target.TargetCommand.ReleaseLease;
import dev.varve.command.target.TargetCommand.Retire;
import dev.varve.command.target.TargetCommand.TakeLease;
import dev.varve.command.target.TargetState.Retired;
import dev.varve.command.target.TargetState.Unknown;
import dev.varve.command.target.TargetState.Watched;
import dev.varve.events.TargetEvent;
import dev.varve.events.TargetEvent.*;
import dev.varve.events.TargetEvent.SpooledFactsAppended;
import dev.varve.server.OrderRefused;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The rules of a target: which facts a command leads to, and what they make of the state. Pure. */
public final class TargetDecider {

    private TargetDecider() {}

    /**
     * Decides.
     *
     * @return the facts to record, in order; empty if the command changes nothing
     * @throws TargetNotWatched if the command needs a watched target
     * @throws OrderRefused if a proposal may not be made, or decided so
     */
    public static List<TargetEvent> decide(TargetState state, TargetCommand command) {
        return switch (command) {
            case Register register -> register(state, register);
            case Retire retire -> retire(watched(state, command), retire);
            case RecordDiagnosis diagnosis -> diagnose(watched(state, command), diagnosis);
            case RecordSchema sight -> see(watched(state, command), sight);
            case RecordRevisions sight -> see(watched(state, command), sight);
            case TakeLease take -> takeLease(watched(state, command), take);
            case ReleaseLease release -> release(watched(state, command), release);
            case RecordBackup backup -> {
                watched(state, command);
                yield List.of(backup.fact());
            }
            case Propose proposal ->
                ProposalRules.propose(watched(state, command).proposals(), proposal);
            case Approve approval ->
                ProposalRules.approve(watched(state, command).proposals(), approval);
            case Decline refusal ->
                ProposalRules.decline(watched(state, command).proposals(), refusal);
        };
    }

    private static Watched watched(TargetState state, TargetCommand command) {
        return switch (state) {
            case Watched watched -> watched;
            case Unknown unknown -> throw new TargetNotWatched(command.target());
            case Retired retired -> throw new TargetNotWatched(command.target());
        };
    }

    private static List<TargetEvent> register(TargetState state, Register command) {
        var settings = command.settings();
        if (!(state instanceof Watched watched)) {
            return List.of(settings.registered(command.target()));
        }
        return watched.settings().equals(settings) ? List.of() : List.of(settings.reconfigured(command.target()));
    }

    private static List<TargetEvent> retire(Watched state, Retire command) {
        if (state.lease() != null) {
            return List.of(new LeaseRefused(
                    command.target(),
                    null,
                    "remove",
                    state.lease().runId(),
                    state.lease().holder()));
        }
        return List.of(new TargetRetired(command.target()));
    }

    private static List<TargetEvent> diagnose(Watched state, RecordDiagnosis command) {
        if (command.seen().tellsTheSameAs(state.lastSeen())) {
            return List.of();
        }
        var seen = command.seen();
        var facts = new ArrayList<TargetEvent>();
        facts.add(new DatabaseDiagnosed(
                command.target(),
                seen.state(),
                seen.current(),
                seen.heads(),
                seen.pending(),
                seen.fingerprint(),
                seen.findings()));
        if (moved(command, state)) {
            facts.add(new DriftDetected(
                    command.target(), command.expectedFingerprint(), seen.fingerprint(), command.drift()));
        }
        return facts;
    }

    private static List<TargetEvent> see(Watched state, RecordSchema command) {
        return state.sights().hold(command.fingerprint())
                ? List.of()
                : List.of(new SchemaSeen(command.target(), command.fingerprint(), command.schema()));
    }

    private static List<TargetEvent> see(Watched state, RecordRevisions command) {
        return command.revisions().sha256().equals(state.sights().revisions())
                ? List.of()
                : List.of(new RevisionsSeen(command.target(), command.revisions()));
    }

    private static boolean moved(RecordDiagnosis command, Watched state) {
        return state.lease() == null
                && command.expectedFingerprint() != null
                && command.seen().fingerprint() != null
                && !Objects.equals(command.expectedFingerprint(), command.seen().fingerprint());
    }

    private static List<TargetEvent> takeLease(Watched state, TakeLease command) {
        var token = state.lastToken() + 1;
        var held = state.lease();
        if (held == null) {
            return List.of(new LeaseTaken(command.target(), command.runId(), command.kind(), command.holder(), token));
        }
        if (command.deathEvidence() == null) {
            return List.of(
                    new LeaseRefused(command.target(), command.runId(), command.kind(), held.runId(), held.holder()));
        }
        return List.of(new LeaseTakenOver(
                command.target(),
                command.runId(),
                command.kind(),
                command.holder(),
                held.runId(),
                held.holder(),
                command.deathEvidence(),
                token));
    }

    private static List<TargetEvent> release(Watched state, ReleaseLease command) {
        var held = state.lease();
        return held != null && held.runId().equals(command.runId())
                ? List.of(new LeaseReleased(command.target(), command.runId(), held.fencingToken()))
                : List.of();
    }

    /** What a fact makes of the state. */
    public static TargetState evolve(TargetState state, TargetEvent event) {
        return switch (event) {
            case TargetRegistered e ->
                new Watched(
                        e.target(), TargetSettings.of(e), null, lastToken(state), null, Sights.NONE, Proposals.NONE);
            case TargetReconfigured e -> known(state).with(TargetSettings.of(e));
            case TargetRetired e -> new Retired(e.target(), lastToken(state));
            case DatabaseDiagnosed e ->
                known(state)
                        .with(new Seen(e.state(), e.current(), e.heads(), e.pending(), e.fingerprint(), e.findings()));
            case LeaseTaken e -> known(state).with(new Lease(e.runId(), e.kind(), e.holder(), e.fencingToken()));
            case LeaseTakenOver e -> known(state).with(new Lease(e.runId(), e.kind(), e.holder(), e.fencingToken()));
            case LeaseReleased e -> known(state).with((Lease) null);
            case SchemaSeen e -> known(state).with(known(state).sights().and(e));
            case RevisionsSeen e -> known(state).with(known(state).sights().and(e));
            case DriftDetected e -> state;
            case LeaseRefused e -> state;
            case BackupStarted e -> state;
            case BackupTaken e -> state;
            case BackupProofStarted e -> state;
            case BackupProven e -> state;
            case BackupRejected e -> state;
            case BackupExpiryStarted e -> state;
            case BackupExpired e -> state;
            case SpooledFactsAppended e -> state;
            case OfProposal e -> known(state).with(known(state).proposals().and(e));
        };
    }

    private static Watched known(TargetState state) {
        return (Watched) state;
    }

    private static long lastToken(TargetState state) {
        return switch (state) {
            case Unknown unknown -> 0;
            case Watched watched -> watched.lastToken();
            case Retired retired -> retired.lastToken();
        };
    }
}
