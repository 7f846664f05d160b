package dev.varve.store;

import dev.varve.events.AccessEvent;
import dev.varve.events.RunEvent;
import dev.varve.events.TargetEvent;
import dev.varve.events.VarveEvent;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The stable names of the events, as stored and as shown. A name never changes and is never used again for something else; a class may be
 * renamed. A new shape of an event gets the next revision here, and an upcaster from the old one.
 */
public final class EventNames {

    /** Every event of Varve, in the order of its vocabulary. */
    public static final EventNames ALL = new EventNames(List.of(
            named("TargetRegistered", "1", TargetEvent.TargetRegistered.class),
            named("TargetReconfigured", "1", TargetEvent.TargetReconfigured.class),
            named("TargetRetired", "1", TargetEvent.TargetRetired.class),
            named("DatabaseDiagnosed", "1", TargetEvent.DatabaseDiagnosed.class),
            named("DriftDetected", "1", TargetEvent.DriftDetected.class),
            named("SchemaSeen", "1", TargetEvent.SchemaSeen.class),
            named("RevisionsSeen", "1", TargetEvent.RevisionsSeen.class),
            named("LeaseTaken", "2", TargetEvent.LeaseTaken.class),
            named("LeaseRefused", "2", TargetEvent.LeaseRefused.class),
            named("LeaseReleased", "1", TargetEvent.LeaseReleased.class),
            named("LeaseTakenOver", "2", TargetEvent.LeaseTakenOver.class),
            named("BackupStarted", "1", TargetEvent.BackupStarted.class),
            named("BackupTaken", "1", TargetEvent.BackupTaken.class),
            named("BackupProofStarted", "1", TargetEvent.BackupProofStarted.class),
            named("BackupProven", "1", TargetEvent.BackupProven.class),
            named("BackupRejected", "1", TargetEvent.BackupRejected.class),
            named("BackupExpiryStarted", "1", TargetEvent.BackupExpiryStarted.class),
            named("BackupExpired", "1", TargetEvent.BackupExpired.class),
            named("SpooledFactsAppended", "1", TargetEvent.SpooledFactsAppended.class),
            named("RunProposed", "1", TargetEvent.RunProposed.class),
            named("ProposalApproved", "1", TargetEvent.ProposalApproved.class),
            named("ProposalDeclined", "1", TargetEvent.ProposalDeclined.class),
            named("ProposalTakenUp", "1", TargetEvent.ProposalTakenUp.class),
            named("RunRequested", "2", RunEvent.RunRequested.class),
            named("PreflightPassed", "1", RunEvent.PreflightPassed.class),
            named("PreflightRefused", "1", RunEvent.PreflightRefused.class),
            named("RunPlanned", "1", RunEvent.RunPlanned.class),
            named("ToolStarted", "1", RunEvent.ToolStarted.class),
            named("StepStarted", "1", RunEvent.StepStarted.class),
            named("StepSucceeded", "1", RunEvent.StepSucceeded.class),
            named("StepFailed", "1", RunEvent.StepFailed.class),
            named("StepOutcomeUnknown", "1", RunEvent.StepOutcomeUnknown.class),
            named("PartialRunDetected", "1", RunEvent.PartialRunDetected.class),
            named("VerificationStarted", "1", RunEvent.VerificationStarted.class),
            named("TablesCompared", "1", RunEvent.TablesCompared.class),
            named("CheckEnded", "1", RunEvent.CheckEnded.class),
            named("RunSucceeded", "1", RunEvent.RunSucceeded.class),
            named("RunFailed", "1", RunEvent.RunFailed.class),
            named("RunInterrupted", "1", RunEvent.RunInterrupted.class),
            named("StampRequested", "1", RunEvent.StampRequested.class),
            named("StampRefused", "1", RunEvent.StampRefused.class),
            named("StampApplied", "1", RunEvent.StampApplied.class),
            named("BaselineRefused", "1", RunEvent.BaselineRefused.class),
            named("BaselineApplied", "1", RunEvent.BaselineApplied.class),
            named("RepairRefused", "1", RunEvent.RepairRefused.class),
            named("RepairApplied", "1", RunEvent.RepairApplied.class),
            named("RestoreStarted", "1", RunEvent.RestoreStarted.class),
            named("RestoreSucceeded", "1", RunEvent.RestoreSucceeded.class),
            named("RestoreFailed", "1", RunEvent.RestoreFailed.class),
            named("StrategyChosen", "1", RunEvent.StrategyChosen.class),
            named("RehearsalStarted", "1", RunEvent.RehearsalStarted.class),
            named("RehearsalSucceeded", "1", RunEvent.RehearsalSucceeded.class),
            named("RehearsalFailed", "1", RunEvent.RehearsalFailed.class),
            named("StepDeviated", "1", RunEvent.StepDeviated.class),
            named("SwapStarted", "1", RunEvent.SwapStarted.class),
            named("CopySwappedIn", "1", RunEvent.CopySwappedIn.class),
            named("SwapFailed", "1", RunEvent.SwapFailed.class),
            named("MendStarted", "1", RunEvent.MendStarted.class),
            named("CopyMended", "1", RunEvent.CopyMended.class),
            named("RecoveryOpened", "1", RunEvent.RecoveryOpened.class),
            named("RecoveryOptionChosen", "1", RunEvent.RecoveryOptionChosen.class),
            named("RecoveryCompleted", "1", RunEvent.RecoveryCompleted.class),
            named("RecoveryAbandoned", "1", RunEvent.RecoveryAbandoned.class),
            named("SalvageStarted", "1", RunEvent.SalvageStarted.class),
            named("SalvageCompleted", "1", RunEvent.SalvageCompleted.class),
            named("WaitSeen", "1", RunEvent.WaitSeen.class),
            named("StatementsJudged", "1", RunEvent.StatementsJudged.class),
            named("StepRetried", "1", RunEvent.StepRetried.class),
            named("ApplicationLeftRunning", "1", RunEvent.ApplicationLeftRunning.class),
            named("TokenIssued", "1", AccessEvent.TokenIssued.class),
            named("TokenRevoked", "1", AccessEvent.TokenRevoked.class),
            named("UserAdded", "1", AccessEvent.UserAdded.class),
            named("UserRoleChanged", "1", AccessEvent.UserRoleChanged.class),
            named("UserRemoved", "1", AccessEvent.UserRemoved.class),
            named("UserPasswordChanged", "1", AccessEvent.UserPasswordChanged.class),
            named("LoggedIn", "1", AccessEvent.LoggedIn.class),
            named("LoginFailed", "1", AccessEvent.LoginFailed.class),
            named("LoggedOut", "1", AccessEvent.LoggedOut.class),
            named("AccessDenied", "1", AccessEvent.AccessDenied.class),
            named("EvidenceExported", "1", AccessEvent.EvidenceExported.class)));

    private final Map<String, Named> byName = new LinkedHashMap<>();
    private final Map<Class<?>, Named> byClass = new LinkedHashMap<>();

    private EventNames(List<Named> events) {
        for (var named : events) {
            if (byName.put(named.name, named) != null || byClass.put(named.eventClass, named) != null) {
                throw new IllegalArgumentException("expected every event to be named once, found another " + named);
            }
        }
    }

    private static Named named(String name, String revision, Class<? extends VarveEvent> eventClass) {
        return new Named(name, revision, eventClass);
    }

    /** Every name, with its current revision and its class. */
    public Collection<Named> all() {
        return List.copyOf(byName.values());
    }

    /**
     * What the name stands for.
     *
     * @throws UnknownEvent if no event has that name
     */
    public Named named(String name) {
        var named = byName.get(name);
        if (named == null) {
            throw new UnknownEvent("the name of an event that this release knows", "\"" + name + "\"");
        }
        return named;
    }

    /**
     * How events of this class are named.
     *
     * @throws UnknownEvent if the class is none of an event
     */
    public Named of(Class<?> eventClass) {
        var named = byClass.get(eventClass);
        if (named == null) {
            throw new UnknownEvent("the class of an event that has a stable name", eventClass.getName());
        }
        return named;
    }

    /** Whether some event has that name. */
    public boolean knows(String name) {
        return byName.containsKey(name);
    }

    /** Whether events of this class have a name. */
    boolean knows(Class<?> eventClass) {
        return byClass.containsKey(eventClass);
    }

    /**
     * One event's name.
     *
     * @param name stable
     * @param revision of the shape that is written now
     * @param eventClass the record that has this shape
     */
    public record Named(String name, String revision, Class<? extends VarveEvent> eventClass) {}
}
