package dev.varve.command.endtoend;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What commands and the record tell of a step's statements. */
final class JudgedRun {

    private JudgedRun() {}

    /** Each statement of the step as {@code KEPT: CREATE TABLE one (id INTEGER)}. */
    static List<String> verdicts(JsonNode statements) {
        return statements
                .valueStream()
                .map(one -> one.path("verdict").asString() + ": "
                        + one.path("sql").asString().strip().replaceAll("\\s+", " "))
                .toList();
    }

    /** The data of the one such event that is recorded. */
    static JsonNode recorded(Terminal terminal, String target) {
        var events = terminal.type("history", target, "--type", "StatementsJudged", "--json")
                .json();
        if (events.size() != 1) {
            throw new AssertionError("expected one StatementsJudged, found " + events);
        }
        return events.path(0).path("data");
    }

    /** Waits until a statement with that word in it was begun by a run of this operator. */
    static void awaitStatement(Terminal terminal, String word) {
        await().atMost(Duration.ofMinutes(3)).until(() -> ledgersSay(terminal, word));
    }

    private static boolean ledgersSay(Terminal terminal, String word) {
        var runs = terminal.home().resolve("runs");
        if (!Files.isDirectory(runs)) {
            return false;
        }
        try (var files = Files.walk(runs)) {
            for (var file : files.filter(path -> path.endsWith("ledger.jsonl")).toList()) {
                if (Files.readString(file).contains(word)) {
                    return true;
                }
            }
            return false;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Kills the migration tool alone. */
    static void killTool(Session session) {
        ProcessHandle.of(session.id()).orElseThrow().descendants().forEach(ProcessHandle::destroyForcibly);
    }
}
