package dev.varve.engine.tool.alembic;

import dev.varve.engine.finding.Finding;
import dev.varve.engine.finding.FindingCode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** One question to the real Alembic that changes nothing, and its answer. */
final class RunnerQuery {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int LINES_KEPT = 40;

    private final RunnerLaunch launch;
    private final Runnable beforeConnecting;
    private final RunnerFailure failures;
    private final Map<String, Heard.Said> answers = new HashMap<>();
    private final Deque<String> printed = new ArrayDeque<>();
    private Finding failure;
    private long deadline;

    /** What was said before the end, by kind, and why it ended badly: {@code null} if it did not. */
    record Answer(Map<String, Heard.Said> said, Finding failure) {

        Map<String, String> versions() {
            var hello = said.get("hello");
            var versions = new LinkedHashMap<String, String>();
            if (hello != null) {
                hello.fields()
                        .path("versions")
                        .properties()
                        .forEach(entry ->
                                versions.put(entry.getKey(), entry.getValue().asString()));
            }
            return versions;
        }
    }

    RunnerQuery(AlembicProject project, RunnerLaunch launch) {
        this(project, launch, () -> {});
    }

    /** @param beforeConnecting runs when the tool stands ready and has not opened the database */
    RunnerQuery(AlembicProject project, RunnerLaunch launch, Runnable beforeConnecting) {
        this.launch = launch;
        this.beforeConnecting = beforeConnecting;
        this.failures = new RunnerFailure(project, launch.described());
    }

    /**
     * @throws dev.varve.engine.tool.ToolException if the tool cannot be started
     */
    Answer ask(ObjectNode job) {
        deadline = System.nanoTime() + LIMIT.toNanos();
        try (var runner = launch.start(job, true)) {
            while (hear(runner, runner.next(Duration.ofNanos(Math.max(1, deadline - System.nanoTime()))))) {
                // Each message is taken in by the call above.
            }
        }
        return new Answer(Map.copyOf(answers), failure);
    }

    private boolean hear(RunnerProcess runner, Heard heard) {
        return switch (heard) {
            case Heard.Said said -> {
                keep(said);
                if (said.what().equals("hello")) {
                    beforeConnecting.run();
                    deadline = System.nanoTime() + LIMIT.toNanos();
                }
                if (said.asks()) {
                    runner.go();
                }
                yield true;
            }
            case Heard.Printed line -> {
                printed.add(line.line());
                while (printed.size() > LINES_KEPT) {
                    printed.removeFirst();
                }
                yield true;
            }
            case Heard.Ended ended -> {
                if (failure == null && !answers.containsKey("done")) {
                    failure = failures.silent(ended.exitCode(), List.copyOf(printed));
                }
                yield false;
            }
            case Heard.Silence silence -> {
                failure = RunnerFailure.error(
                                FindingCode.TOOL_UNAVAILABLE,
                                "expected an answer from Alembic within " + LIMIT.toMinutes() + " minutes, found none",
                                "run 'alembic current' by hand and see what it waits for")
                        .with("printed", List.copyOf(printed));
                yield false;
            }
        };
    }

    private void keep(Heard.Said said) {
        answers.put(said.what(), said);
        if (said.what().equals("failed")) {
            failure = failures.finding(said);
        } else if (said.what().equals("wrongDatabase")) {
            failure = failures.wrongDatabase(said);
        }
    }
}
