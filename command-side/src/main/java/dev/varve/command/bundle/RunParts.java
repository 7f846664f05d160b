package dev.varve.command.bundle;

import dev.varve.cli.Home;
import dev.varve.cli.Json;
import dev.varve.events.RunEvent;
import dev.varve.store.EventFilter;
import dev.varve.store.RecordedEvent;
import dev.varve.store.StoreAddress;
import java.nio.file.Files;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The parts about what happened: the target's last events, and of its last runs the statements and what the tool printed. */
public final class RunParts {

    private static final int MOST_EVENTS = 500;
    private static final int MOST_RUNS = 5;

    private final Home home;
    private final StoreAddress events;
    private final String target;

    public RunParts(Home home, StoreAddress events, String target) {
        this.home = home;
        this.events = events;
        this.target = target;
    }

    /** Adds them; after the target's other parts, which tell what is a name. */
    public void addTo(Bundle bundle, TargetParts known) {
        var facts = new SharedFacts(known.names());
        var logs = new SharedLogs(known.names());
        bundle.add(
                "events.jsonl",
                () -> lines(lastEvents().reversed().stream()
                        .map(facts::event)
                        .map(Json::text)
                        .toList()));
        for (var runId : lastRuns()) {
            var ledger = home.run(runId).resolve("ledger.jsonl");
            var output = home.run(runId).resolve("output.log");
            if (Files.exists(ledger)) {
                bundle.add(
                        "runs/" + runId + "/statements.jsonl",
                        () -> lines(SharedLogs.last(ledger).stream()
                                .map(facts::ledgerLine)
                                .toList()));
            }
            if (Files.exists(output)) {
                bundle.add("runs/" + runId + "/output.txt", () -> logs.of(output));
            }
        }
    }

    /** The newest first. */
    private List<RecordedEvent> lastEvents() {
        try (var store = events.openReadOnly()) {
            return store.log().readLast(EventFilter.ANY.ofTarget(target), MOST_EVENTS);
        }
    }

    private Set<String> lastRuns() {
        var runs = new LinkedHashSet<String>();
        for (var recorded : lastEvents()) {
            if (recorded.event() instanceof RunEvent event && runs.size() < MOST_RUNS) {
                runs.add(event.runId());
            }
        }
        return runs;
    }

    private static String lines(List<String> documents) {
        var text = new StringBuilder();
        documents.forEach(document ->
                text.append(document.replaceAll("\\s*\\R\\s*", " ").strip()).append('\n'));
        return text.toString();
    }
}
