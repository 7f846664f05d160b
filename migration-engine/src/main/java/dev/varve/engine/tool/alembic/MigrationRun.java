package dev.varve.engine.tool.alembic;

import dev.varve.engine.observation.Observation;
import dev.varve.engine.tool.MigrationOrder;
import dev.varve.engine.tool.MigrationResult;
import dev.varve.engine.tool.StatementLedger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/** One run of the tool that changes the database: starts it, listens until it ends, tells how it ended. */
final class MigrationRun {

    private static final Duration POLL = Duration.ofMillis(100);

    private final RunnerLaunch launch;
    private final MigrationOrder order;
    private final Consumer<Observation> observer;
    private final Clock clock;
    private final RunProgress progress = new RunProgress();
    private Throwable thrown;
    private boolean stopSent;

    MigrationRun(RunnerLaunch launch, MigrationOrder order, Consumer<Observation> observer, Clock clock) {
        this.launch = launch;
        this.order = order;
        this.observer = observer;
        this.clock = clock;
    }

    MigrationResult run(ObjectNode job, RunEnding ending) {
        try (var ledger = StatementLedger.appendTo(order.ledger(), clock);
                var output = Files.newBufferedWriter(
                        order.output(), StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            job.put("ledger", launch.mapped(order.ledger()));
            job.put("ledgerIdentity", identity(order.ledger()));
            try (var runner = launch.start(job, false)) {
                var conversation = new MigrationConversation(
                        order, observer, runner, launch.databaseLocation(), ledger, output, progress);
                var exitCode = listen(runner, conversation);
                throwAgain();
                return ending.of(conversation, progress, exitCode);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("expected to write what the tool prints to " + order.output(), failure);
        }
    }

    private int listen(RunnerProcess runner, MigrationConversation conversation) {
        while (true) {
            if (thrown == null && !stopSent && order.stopRequested().getAsBoolean()) {
                runner.stop("stop requested");
                stopSent = true;
            }
            var heard = runner.next(POLL);
            if (heard instanceof Heard.Ended ended) {
                return ended.exitCode();
            }
            if (thrown == null) {
                take(heard, runner, conversation);
            }
        }
    }

    /** After an observer threw, the tool is told to stop and only its end is waited for: the running statement is dealt with. */
    private void take(Heard heard, RunnerProcess runner, MigrationConversation conversation) {
        try {
            switch (heard) {
                case Heard.Said said -> conversation.said(said);
                case Heard.Printed line -> conversation.printed(line.line());
                case Heard.Silence silence -> {}
                case Heard.Ended ended -> {}
            }
        } catch (RuntimeException | Error refused) {
            thrown = refused;
            runner.stop("the supervisor refused: " + refused.getMessage());
        }
    }

    private void throwAgain() {
        switch (thrown) {
            case null -> {}
            case Error error -> throw error;
            case RuntimeException refusal -> throw refusal;
            default -> throw new IllegalStateException(thrown);
        }
    }

    private static String identity(Path file) throws IOException {
        return Files.getAttribute(file, "unix:dev") + ":" + Files.getAttribute(file, "unix:ino");
    }
}
