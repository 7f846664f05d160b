package dev.varve.engine.tool.alembic;

import dev.varve.engine.observation.Observation;
import dev.varve.engine.tool.MigrationOrder;
import dev.varve.engine.tool.StatementLedger;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the runner says while it migrates, as observations. Answers a question only after its observation was accepted; once an
 * observer threw, nothing is answered any more.
 */
final class MigrationConversation {

    private static final int LINES_KEPT = 40;
    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<LinkedHashMap<String, Object>> LINE = new TypeReference<>() {};

    private final MigrationOrder order;
    private final Consumer<Observation> observer;
    private final RunnerProcess runner;
    private final String location;
    private final StatementLedger ledger;
    private final BufferedWriter output;
    private final RunProgress progress;
    private boolean ledgerIsTheirs;
    private final Deque<String> lastPrinted = new ArrayDeque<>();
    private boolean connected;

    /** Until a transaction ends everybody else sees what was before its first step, and a look would wait for its locks. */
    private String seenBefore;

    private Heard.Said lastWord;

    MigrationConversation(
            MigrationOrder order,
            Consumer<Observation> observer,
            RunnerProcess runner,
            String location,
            StatementLedger ledger,
            BufferedWriter output,
            RunProgress progress) {
        this.order = order;
        this.observer = observer;
        this.runner = runner;
        this.location = location;
        this.ledger = ledger;
        this.output = output;
        this.progress = progress;
    }

    /** The message with which the script ended: {@code done}, {@code failed}, {@code stopped}, {@code wrongDatabase}; or null. */
    Heard.Said lastWord() {
        return lastWord;
    }

    boolean isConnected() {
        return connected;
    }

    /** The last lines that the tool printed. */
    List<String> lastPrinted() {
        return List.copyOf(lastPrinted);
    }

    void printed(String line) {
        lastPrinted.add(line);
        while (lastPrinted.size() > LINES_KEPT) {
            lastPrinted.removeFirst();
        }
        try {
            output.write(line);
            output.newLine();
            output.flush();
        } catch (IOException failure) {
            throw new UncheckedIOException("expected to write what the tool prints to " + order.output(), failure);
        }
        observer.accept(new Observation.ToolSaid(line));
    }

    void said(Heard.Said said) {
        switch (said.what()) {
            case "hello" -> hello(said);
            case "connected" -> connected(said);
            case "planned" ->
                progress.planned(PlannedSteps.of(said, order.destination().direction()), said.text("versionTable"));
            case "step" -> stepStarting(said);
            case "statement" -> statementStarting(said);
            case "statementEnded" -> statementFinished(said);
            case "transaction" ->
                observer.accept(new Observation.TransactionChanged(
                        said.text("revision"), Observation.TransactionChanged.Kind.valueOf(said.text("kind"))));
            case "noted" -> noted(said);
            case "applied" -> observer.accept(new Observation.StepApplied(said.text("revision")));
            case "stepEnded" -> stepEnded(said);
            case "done", "failed", "stopped", "wrongDatabase" -> lastWord = said;
            default -> throw new IllegalStateException("expected a message of our script, found: " + said.fields());
        }
        if (said.asks()) {
            runner.go();
        }
    }

    private void hello(Heard.Said said) {
        ledgerIsTheirs = Boolean.TRUE.equals(said.truth("ledger"));
        order.beforeConnecting().run();
        var pid = runner.pidOf(said.count("pid"));
        observer.accept(new Observation.ToolStarting(pid, ProcessStart.of(pid), versions(said)));
    }

    private static Map<String, String> versions(Heard.Said said) {
        var versions = new HashMap<String, String>();
        said.fields()
                .path("versions")
                .properties()
                .forEach(entry -> versions.put(entry.getKey(), entry.getValue().asString()));
        return versions;
    }

    private void connected(Heard.Said said) {
        connected = true;
        observer.accept(new Observation.ToolConnected(said.text("file") == null ? location : said.text("file")));
        order.beforeFirstStep().run();
    }

    private void stepStarting(Heard.Said said) {
        var step = progress.step(said.number("ordinal"));
        if (progress.provisional().isEmpty()) {
            seenBefore = order.inspector().fingerprint();
        }
        observer.accept(new Observation.StepStarting(
                step.ordinal(), progress.total(), step.revision(), step.message(), step.from(), seenBefore));
        progress.open(step);
    }

    private void statementStarting(Heard.Said said) {
        var inTransaction = said.truth("inTransaction");
        if (!ledgerIsTheirs) {
            ledger.starting(place(said), said.text("sql"));
        }
        observer.accept(new Observation.StatementStarting(
                said.text("revision"), said.number("ordinal"), said.text("sql"), inTransaction));
    }

    private void statementFinished(Heard.Said said) {
        var duration = said.count("durationMillis");
        if (!ledgerIsTheirs) {
            ledger.failed(place(said), duration, said.count("rows"), said.text("error"), said.truth("lost"));
        }
        observer.accept(new Observation.StatementFinished(
                said.text("revision"),
                said.number("ordinal"),
                duration,
                said.count("rows"),
                said.truth("inTransaction")));
    }

    private static StatementLedger.Place place(Heard.Said said) {
        var connection = said.count("connection");
        return new StatementLedger.Place(
                said.text("revision"),
                said.number("ordinal"),
                connection == null ? null : connection.intValue(),
                said.truth("inTransaction"),
                said.truth("autocommit"));
    }

    /** What became of a transaction, where the runner cannot write the ledger itself. */
    private void noted(Heard.Said said) {
        ledger.append(JSON.convertValue(said.fields().path("line"), LINE));
    }

    private void stepEnded(Heard.Said said) {
        var step = progress.step(said.number("ordinal"));
        var ended = new RunProgress.Provisional(
                step, progress.elapsedMillis(), said.number("statements"), said.count("rows"));
        progress.close();
        if (Boolean.TRUE.equals(said.truth("committed"))) {
            progress.provisional().add(ended);
            succeeded(List.copyOf(progress.provisional()));
            progress.provisional().clear();
        } else {
            progress.provisional().add(ended);
        }
    }

    /** Steps that one commit kept: what the schema was between them nobody saw. */
    void succeeded(List<RunProgress.Provisional> together) {
        for (var ended : together) {
            succeeded(
                    ended, ended.equals(together.getLast()) ? order.inspector().fingerprint() : null);
        }
    }

    private void succeeded(RunProgress.Provisional ended, String fingerprint) {
        var step = ended.step();
        progress.succeeded(step.revision());
        observer.accept(new Observation.StepSucceeded(
                step.ordinal(),
                step.revision(),
                ended.durationMillis(),
                ended.statements(),
                ended.rows(),
                fingerprint));
    }
}
