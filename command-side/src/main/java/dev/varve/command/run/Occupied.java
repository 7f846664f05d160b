package dev.varve.command.run;

import dev.varve.command.append.DatabaseHeld;
import dev.varve.command.append.ThisMachine;
import dev.varve.command.target.TargetAccess;
import dev.varve.engine.database.DatabaseUnreadable;
import dev.varve.engine.finding.Finding;
import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.finding.Severity;
import dev.varve.engine.session.OtherMigration;
import dev.varve.engine.session.ServerHeld;
import dev.varve.engine.session.ServerSession;
import dev.varve.engine.session.SessionName;
import dev.varve.events.LeaseHolder;
import dev.varve.events.TargetEvent.LeaseRefused;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Says who holds a database or a target: who, where, since when, and what to look at. */
final class Occupied {

    private static final String LIST_NAMESPACES = "outside of any container (lsns --type pid lists the namespaces)";

    private Occupied() {}

    /** The lock on this machine is taken. */
    static Finding by(DatabaseHeld held, String target) {
        var holder = held.holder();
        var evidence = new LinkedHashMap<String, Object>();
        if (holder != null) {
            evidence.put("run", holder.runId());
            evidence.put("home", holder.home());
            evidence.put("since", holder.since().toString());
            putWho(evidence, holder.holder());
        }
        return finding(held.getMessage(), evidence, remedy(held, target));
    }

    static String remedy(DatabaseHeld held, String target) {
        if (!held.onlyItsToolLives()) {
            return "wait until that has ended, by --wait SECONDS too";
        }
        var process = "process " + held.holder().toolPid();
        return isInAnotherNamespace(held.holder().holder())
                ? "look whether " + process + " of " + held.holder().holder().pidNamespace() + " still runs, "
                        + LIST_NAMESPACES + "; once it is certain that it is gone, delete " + held.lockFile()
                : "wait until " + process + " has ended, then look: varve diagnose " + target;
    }

    /** The lock on the server is taken. */
    static ServerOccupied onServer(ServerHeld.Holder holder) {
        var evidence = new LinkedHashMap<String, Object>();
        if (holder.name() != null) {
            evidence.put("run", holder.name().runId());
            evidence.put("user", holder.name().actor());
            evidence.put("host", holder.name().host());
            evidence.put("pid", holder.name().pid());
        }
        evidence.put("session", holder.session().evidence());
        return occupied(holder.inWords(), evidence, "wait until that has ended, by --wait SECONDS too", holder.name());
    }

    /** A tool works on the server for a run that holds nothing any more. */
    static ServerOccupied byTool(List<ServerSession> sessions, String target) {
        var who = sessions.stream().map(ServerSession::inWordsWithStatement).collect(Collectors.joining("; "));
        var pids = sessions.stream()
                .map(session -> Integer.toString(session.pid()))
                .toList();
        return occupied(
                "a migration tool's session that a run of Varve left: " + who,
                Map.of(
                        "sessions",
                        sessions.stream().map(ServerSession::evidence).toList()),
                "wait until the server has ended it, by --wait SECONDS too, or end it: SELECT pg_terminate_backend("
                        + String.join("), pg_terminate_backend(", pids) + "); then look: varve diagnose " + target,
                null);
    }

    /** A migration is run beside Varve. */
    static ServerOccupied byMigration(OtherMigration migration) {
        return occupied(
                migration.inWords(),
                migration.session().evidence(),
                "let that end, or stop it where it was started",
                null);
    }

    private static ServerOccupied occupied(
            String who, Map<String, Object> evidence, String remedy, SessionName holder) {
        return new ServerOccupied(
                finding("expected no other run on this database, found " + who, evidence, remedy), who, holder);
    }

    /** A server that cannot be asked lets nobody in: another run may be at work there. */
    static ServerOccupied unreachable(TargetAccess access, DatabaseUnreadable unreachable) {
        var told = access.database().health(false).findings().stream()
                .filter(finding -> finding.code() == FindingCode.DATABASE_UNREACHABLE)
                .findFirst()
                .orElseGet(() -> Finding.of(
                        FindingCode.DATABASE_UNREACHABLE,
                        Severity.ERROR,
                        "expected to ask " + unreachable.location() + " who is at work, found: " + unreachable.found(),
                        "varve diagnose " + access.name()));
        return new ServerOccupied(told, unreachable.found(), null);
    }

    /** The fact that a backup was refused for a run elsewhere. */
    static LeaseRefused refusal(String target, String kind, SessionName holder) {
        return holder == null
                ? new LeaseRefused(target, null, kind, null, null)
                : new LeaseRefused(
                        target,
                        null,
                        kind,
                        holder.runId(),
                        new LeaseHolder(holder.host(), null, null, holder.pid(), null, holder.actor()));
    }

    /** The lease in the store is taken. */
    static Finding by(LeaseRefused refused, KnownPast past) {
        return finding(
                "expected no other run on " + refused.target() + ", found " + inWords(refused, past),
                evidence(refused, past),
                remedy(refused));
    }

    /** The run that holds the target, or its tool, may be alive. */
    static Finding by(KnownPast past, String target) {
        var lease = past.lease();
        return by(new LeaseRefused(target, null, null, lease.runId(), lease.holder()), past);
    }

    static String inWords(LeaseRefused refused, KnownPast past) {
        var holder = refused.holder();
        var since = isKnown(refused, past) ? ", since " + past.leaseSince() : "";
        return "run " + refused.heldByRun() + " of " + holder.actor() + " (" + ThisMachine.inWords(holder) + since + ")"
                + (DeadRuns.onlyTheToolLives(past) ? ", whose migration tool is still running" : "");
    }

    /** The run that holds the target, as the record tells; only if one does. */
    static String inWords(KnownPast past) {
        var lease = past.lease();
        return inWords(new LeaseRefused(null, null, null, lease.runId(), lease.holder()), past);
    }

    private static Map<String, Object> evidence(LeaseRefused refused, KnownPast past) {
        var evidence = new LinkedHashMap<String, Object>();
        evidence.put("run", refused.heldByRun());
        if (isKnown(refused, past)) {
            evidence.put("since", past.leaseSince().toString());
        }
        putWho(evidence, refused.holder());
        return evidence;
    }

    private static void putWho(Map<String, Object> evidence, LeaseHolder holder) {
        evidence.put("user", holder.actor());
        evidence.put("host", holder.host());
        evidence.put("pid", holder.pid());
        if (holder.pidNamespace() != null) {
            evidence.put("pidNamespace", holder.pidNamespace());
        }
    }

    private static boolean isKnown(LeaseRefused refused, KnownPast past) {
        return past.lease() != null && past.lease().runId().equals(refused.heldByRun());
    }

    static String remedy(LeaseRefused refused) {
        var holder = refused.holder();
        var confirm =
                "; if it is gone, say so: varve diagnose " + refused.target() + " --has-ended " + refused.heldByRun();
        return switch (ThisMachine.placeOf(holder)) {
            case ANOTHER_HOST ->
                "look on host " + holder.host() + " whether process " + holder.pid()
                        + " is alive; a lease from another host is never taken over by itself" + confirm;
            case ANOTHER_NAMESPACE ->
                "look whether process " + holder.pid() + " of " + holder.pidNamespace() + " still runs, "
                        + LIST_NAMESPACES + "; a lease from another PID namespace is never taken over by itself"
                        + confirm;
            case HERE, BEFORE_A_RESTART -> "wait until that has ended, by --wait SECONDS too";
        };
    }

    private static boolean isInAnotherNamespace(LeaseHolder holder) {
        return ThisMachine.placeOf(holder) == ThisMachine.Place.ANOTHER_NAMESPACE;
    }

    private static Finding finding(String message, Map<String, Object> evidence, String remedy) {
        return new Finding(FindingCode.DATABASE_IN_USE, Severity.ERROR, message, evidence, remedy);
    }
}
