package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a killed run left behind, and whether the product's promises hold over it. */
final class Autopsy {

    private static final JsonMapper JSON = new JsonMapper();
    /** Within this time the tool notices that its supervisor is gone. */
    private static final Duration NOTICE = Duration.ofMillis(250);

    private final KillPlan plan;
    private final boolean fired;
    private final Session session;
    private final Terminal terminal;
    private final Terminal other;
    private final SqliteFile database;
    private final List<WitnessPipe.Line> acknowledged;
    private final Instant killedAt;
    private final Instant death;
    private boolean secondRunRefused;
    private boolean secondRunWentOn;

    Autopsy(
            KillPlan plan,
            Instant killedAt,
            boolean fired,
            Session session,
            Terminal terminal,
            Terminal other,
            SqliteFile database,
            WitnessPipe witness) {
        this.plan = plan;
        this.killedAt = killedAt;
        this.session = session;
        this.terminal = terminal;
        this.other = other;
        this.database = database;
        var ended = session.end();
        this.death = Instant.now();
        this.acknowledged = witness.all();
        this.fired = fired && ended.code() == 137;
    }

    /**
     * What came out.
     *
     * @param fell the phase in which the kill really fell
     */
    record Finding(Phase fell, boolean alone, boolean secondRunRefused) {}

    /** Examines; {@code null} if the kill came too late to hit the run. */
    Finding examine() throws IOException {
        if (!fired) {
            return null;
        }
        tryASecondRunBesideTheOrphan();
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> session.alive().isEmpty());
        if (secondRunWentOn) {
            return null;
        }
        var diagnosis = terminal.type("diagnose", "app", "--json");
        var events = history();
        var run = lastRun(events);
        var mine = beforeTheSettlement(events, run);
        if (!wasHit(mine)) {
            return null;
        }
        var statements = ledger(run);
        noStatementBeganAfterTheDeath(statements);
        noAcknowledgedEventIsMissing(events);
        terminal.type("verify", "--json").exits(0);
        namesTheRunAndTellsTheState(diagnosis, run, mine);
        return new Finding(
                Phase.after(mine.getLast().path("type").asString(), insideStatement(statements)),
                plan.alone(),
                secondRunRefused);
    }

    private static String lastRun(List<JsonNode> events) {
        return events.stream()
                .filter(event -> event.path("type").asString().equals("RunRequested"))
                .reduce((one, later) -> later)
                .orElseThrow()
                .path("runId")
                .asString();
    }

    /** What the run itself recorded, without what the diagnosis recorded about it. */
    private static List<JsonNode> beforeTheSettlement(List<JsonNode> events, String run) {
        return events.stream()
                .filter(event -> event.path("runId").asString("").equals(run))
                .takeWhile(event -> !Set.of("StepOutcomeUnknown", "RunInterrupted")
                        .contains(event.path("type").asString()))
                .toList();
    }

    private static boolean wasHit(List<JsonNode> mine) {
        var types = mine.stream().map(event -> event.path("type").asString()).toList();
        return types.contains("LeaseTaken") && !types.contains("RunSucceeded");
    }

    private void tryASecondRunBesideTheOrphan() {
        if (plan.phase() != Phase.STATEMENT
                || !plan.alone()
                || plan.moment() > 0.5
                || session.alive().isEmpty()) {
            return;
        }
        var second = other.type("upgrade", "app", "--json");
        if (second.code() == 0 || session.alive().isEmpty()) {
            secondRunWentOn = second.code() != 4;
            return;
        }
        second.exits(4);
        assertThat(second.json().path("outcome").asString()).isEqualTo("REFUSED");
        assertThat(second.finding("DATABASE_IN_USE").path("message").asString())
                .startsWith("expected no other run on this database, found process ")
                .contains("left behind by run ");
        secondRunRefused = true;
    }

    private List<JsonNode> history() {
        return terminal.type("history", "app", "--json")
                .exits(0)
                .json()
                .valueStream()
                .toList();
    }

    private List<JsonNode> ledger(String run) {
        var file = terminal.home().resolve("runs").resolve(run).resolve("ledger.jsonl");
        return Files.exists(file) ? lines(file) : List.of();
    }

    private static List<JsonNode> lines(Path file) {
        try {
            return Files.readString(file)
                    .lines()
                    .filter(line -> line.endsWith("}"))
                    .map(JSON::readTree)
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void noStatementBeganAfterTheDeath(List<JsonNode> statements) {
        assertThat(statements)
                .filteredOn(line -> line.path("event").asString().equals("start"))
                .allSatisfy(line ->
                        assertThat(Instant.parse(line.path("at").asString())).isBefore(death.plus(NOTICE)));
    }

    /** Whether some statement had begun and not ended when the kill came. */
    private boolean insideStatement(List<JsonNode> statements) {
        return statements.stream()
                .filter(line -> isBeforeTheKill(line, "start"))
                .anyMatch(start -> statements.stream()
                        .noneMatch(line -> isBeforeTheKill(line, "end")
                                && line.path("revision").equals(start.path("revision"))
                                && line.path("ordinal").equals(start.path("ordinal"))));
    }

    private boolean isBeforeTheKill(JsonNode line, String event) {
        return line.path("event").asString().equals(event)
                && Instant.parse(line.path("at").asString()).isBefore(killedAt);
    }

    private void noAcknowledgedEventIsMissing(List<JsonNode> events) {
        assertThat(events.stream().map(event -> event.path("eventId").asString()))
                .containsAll(
                        acknowledged.stream().map(WitnessPipe.Line::eventId).toList());
    }

    private void namesTheRunAndTellsTheState(Ended diagnosis, String run, List<JsonNode> events) {
        var interrupted = diagnosis.finding("INTERRUPTED_RUN").path("evidence");
        assertThat(interrupted.path("runId").asString()).isEqualTo(run);
        assertThat(interrupted.path("lastIntent").asString())
                .as(plan.toString())
                .isEqualTo(lastIntent(events));
        var state = diagnosis.json().path("state").asString();
        assertThat(state).as(plan + " " + diagnosis.out()).isEqualTo(TenRevisions.stateOf(database));
        diagnosis.exits(state.equals("UP_TO_DATE") ? 0 : state.equals("PENDING") ? 3 : 6);
    }

    private static String lastIntent(List<JsonNode> events) {
        var intent = "";
        for (var event : events) {
            var fact = event.path("data");
            intent = switch (event.path("type").asString()) {
                case "LeaseTaken" -> "preflight";
                case "BackupStarted" -> "backup " + fact.path("backupId").asString();
                case "BackupProofStarted" ->
                    "proof of backup " + fact.path("backupId").asString();
                case "ToolStarted" -> "start of the migration tool";
                case "StepStarted" ->
                    "step " + fact.path("ordinal").asInt() + " of "
                            + fact.path("total").asInt() + ", "
                            + fact.path("revision").asString();
                case "VerificationStarted" -> "verification";
                default -> intent;
            };
        }
        return intent;
    }
}
