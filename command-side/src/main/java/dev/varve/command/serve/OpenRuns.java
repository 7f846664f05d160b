package dev.varve.command.serve;

import dev.varve.cli.CommandFailure;
import dev.varve.cli.Printable;
import dev.varve.command.append.ThisMachine;
import dev.varve.command.cli.Contact;
import dev.varve.command.run.IllegalRunFact;
import dev.varve.command.run.KnownPast;
import dev.varve.events.LeaseHolder;
import dev.varve.events.RunEvent.PreflightRefused;
import dev.varve.events.RunEvent.RecoveryAbandoned;
import dev.varve.events.RunEvent.RunInterrupted;
import dev.varve.events.RunEvent.RunRequested;
import dev.varve.events.TargetEvent.LeaseReleased;
import dev.varve.events.TargetEvent.LeaseTaken;
import dev.varve.events.TargetEvent.LeaseTakenOver;
import dev.varve.events.VarveEvent;
import dev.varve.store.EventFilter;
import dev.varve.store.EventLog;
import dev.varve.store.RecordedEvent;
import java.io.PrintStream;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The runs whose end is not on record, by the events that begin and end one: each is read once. Only a target whose run's process is seen to be
 * dead is looked at whole, by the very contact that a command makes.
 */
final class OpenRuns {

    private static final int PAGE = 1000;
    private static final EventFilter TELLING = EventFilter.ANY.ofTypes(Set.of(
            "RunRequested",
            "LeaseTaken",
            "LeaseTakenOver",
            "LeaseReleased",
            "PreflightRefused",
            "RunInterrupted",
            "RecoveryAbandoned"));

    private final RecordedEvents events;
    private final Contact contact;
    private final PrintStream notes;
    private final Map<String, Run> open = new LinkedHashMap<>();
    private final Set<String> told = new HashSet<>();
    private long seen;

    /** @param holds whether it holds its target */
    private record Run(String target, LeaseHolder process, boolean holds) {}

    /** @param notes hears why one could not be settled */
    OpenRuns(RecordedEvents events, Contact contact, PrintStream notes) {
        this.events = events;
        this.contact = contact;
        this.notes = notes;
    }

    synchronized void noteDead() {
        events.log().ifPresent(this::readOn);
        var suspects = open.values().stream()
                .filter(run -> ThisMachine.deathEvidence(run.process()) != null)
                .map(Run::target)
                .distinct()
                .toList();
        suspects.forEach(this::settle);
    }

    private void readOn(EventLog log) {
        var head = log.head().size();
        if (head == seen) {
            return;
        }
        List<RecordedEvent> page;
        do {
            page = log.read(TELLING, seen, PAGE);
            page.forEach(recorded -> add(recorded.event()));
            seen = page.isEmpty() ? seen : page.getLast().sequence();
        } while (page.size() == PAGE);
        seen = Math.max(seen, head);
    }

    private void add(VarveEvent fact) {
        switch (fact) {
            case RunRequested e
            when e.requestedBy() != null -> open.put(e.runId(), new Run(e.target(), e.requestedBy(), false));
            case LeaseTaken e -> open.put(e.runId(), new Run(e.target(), e.holder(), true));
            case LeaseTakenOver e -> {
                open.remove(e.fromRun());
                open.put(e.runId(), new Run(e.target(), e.holder(), true));
            }
            case LeaseReleased e -> open.remove(e.runId());
            case PreflightRefused e -> endRequest(e.runId());
            case RunInterrupted e -> endRequest(e.runId());
            case RecoveryAbandoned e -> endRequest(e.runId());
            case VarveEvent other -> {}
        }
    }

    /** One that holds its target is over when it lets go. */
    private void endRequest(String runId) {
        open.computeIfPresent(runId, (id, run) -> run.holds() ? run : null);
    }

    /** Another process may do the same now: then what it recorded is read the next time. */
    private void settle(String target) {
        try {
            forgetAllBut(target, contact.settle(target).past());
        } catch (IllegalRunFact anotherWasFirst) {
            return;
        } catch (CommandFailure failure) {
            if (ErrorDocument.of(failure).code().equals("UNKNOWN_TARGET")) {
                open.values().removeIf(run -> run.target().equals(target));
            } else if (told.add(target + failure.getMessage())) {
                notes.println(
                        "note: runs on " + target + " cannot be looked at: " + Printable.text(failure.getMessage()));
            }
        }
    }

    private void forgetAllBut(String target, KnownPast past) {
        var left = new HashSet<String>();
        past.openRequests().forEach(request -> left.add(request.runId()));
        if (past.lease() != null) {
            left.add(past.lease().runId());
        }
        open.entrySet().removeIf(entry -> entry.getValue().target().equals(target) && !left.contains(entry.getKey()));
    }
}
