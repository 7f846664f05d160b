package dev.varve.query.web.pages;

import dev.varve.cli.Json;
import dev.varve.query.backups.BackupView;
import dev.varve.query.backups.Backups;
import dev.varve.query.projection.Views;
import dev.varve.query.proposals.Proposal;
import dev.varve.query.proposals.Proposals;
import dev.varve.query.runs.Ledger;
import dev.varve.query.runs.RunStory;
import dev.varve.query.runs.RunView;
import dev.varve.query.runs.Statement;
import dev.varve.query.runs.StepView;
import dev.varve.query.web.Unknown;
import dev.varve.query.words.Words;
import dev.varve.store.BlobMissing;
import dev.varve.store.DurableEventStore;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** One run, from the request to its end and what to do then. */
@Controller
public class RunPage {

    private static final List<String> KINDS = List.of("compact", "full", "raw");

    private final Frames frames;
    private final Views views;
    private final DurableEventStore store;

    RunPage(Frames frames, Views views, DurableEventStore store) {
        this.frames = frames;
        this.views = views;
        this.store = store;
    }

    @GetMapping("/runs/{runId}")
    Html show(
            @PathVariable String runId, @RequestParam(defaultValue = "full") String view, HttpServletRequest request) {
        var frame = frames.of("Run " + runId, request);
        var run = RunStory.in(store.log(), runId).orElseThrow(() -> new Unknown("a run", runId));
        var taken = new Backups(views)
                .of(run.target()).stream()
                        .filter(backup -> run.backups().contains(backup.id()))
                        .toList();
        var kind = KINDS.contains(view) ? view : "full";
        return Html.page(
                "run",
                frame.listeningTo(run.target()),
                new Shown(
                        run,
                        taken,
                        Proposals.of(run.target(), store.log()).ofRun(runId).orElse(null),
                        kind,
                        frame.times().now(),
                        statements(run, frame.address())));
    }

    /** Those of the step that was asked for: a ledger may be long. */
    private Statements statements(RunView run, Address address) {
        int ordinal = Numbers.of(address.value("step"), 0);
        return run.steps().stream()
                .filter(step -> step.ordinal() == ordinal && step.ledger() != null)
                .findFirst()
                .map(step -> {
                    var by = address.value("by");
                    try {
                        return new Statements(
                                ordinal,
                                Statements.WAYS.contains(by) ? by : "order",
                                Ledger.read(store.log().blob(step.ledger().sha256())));
                    } catch (BlobMissing e) { // 'verify' tells of it
                        return new Statements(ordinal, "order", null);
                    }
                })
                .orElse(null);
    }

    /**
     * The statements of a step.
     *
     * @param by order, time or count
     * @param ledger {@code null} if the store does not hold it any more
     */
    public record Statements(int step, String by, Ledger ledger) {

        static final List<String> WAYS = List.of("order", "time", "count");
        private static final int MOST = 200;

        public List<String> ways() {
            return WAYS;
        }

        public List<Statement> shown() {
            var all = by.equals("time") ? ledger.byTime() : ledger.statements();
            return all.subList(0, Math.min(MOST, all.size()));
        }

        public List<Ledger.Alike> alike() {
            var all = ledger.byCount();
            return all.subList(0, Math.min(MOST, all.size()));
        }
    }

    /**
     * What the page shows.
     *
     * @param proposal that it was before; {@code null} if nobody proposed it
     * @param view compact, full or raw
     * @param statements of the step that was asked for; {@code null} if none was
     */
    public record Shown(
            RunView run, List<BackupView> backups, Proposal proposal, String view, Instant now, Statements statements) {

        private static final Set<String> IN_NEED = Set.of("FAILED_NEEDS_RECOVERY", "INTERRUPTED");

        public List<String> kinds() {
            return KINDS;
        }

        /** Whether it ended so that only looking tells what it left. */
        public boolean needsRecovery() {
            return run.outcome() != null && IN_NEED.contains(run.outcome());
        }

        /** Whether it ended badly, and nothing has to be mended in the database. */
        public boolean failedUnchanged() {
            return "FAILED_UNCHANGED".equals(run.outcome());
        }

        /** Whether why it ended so stands above everything. */
        public boolean hasNotice() {
            return needsRecovery() || failedUnchanged();
        }

        public String headline() {
            return "INTERRUPTED".equals(run.outcome())
                    ? "This run was interrupted"
                    : "This run failed and needs recovery";
        }

        public String raw() {
            return Json.text(run);
        }

        public String underWay() {
            return Words.time(Duration.between(run.startedAt(), now).toMillis());
        }

        /** How long its steps took on the copy; {@code null} if there was none. */
        public String estimate() {
            return run.rehearsal() == null || run.rehearsal().durationMillis() == null
                    ? null
                    : Words.time(run.rehearsal().durationMillis());
        }

        /** When the step ran, within the run; {@code null} if it did not begin. */
        public Bar span(StepView step) {
            if (step.startedAt() == null) {
                return null;
            }
            var end = run.endedAt() == null ? now : run.endedAt();
            long whole = Math.max(1, Duration.between(run.startedAt(), end).toMillis());
            long from = Duration.between(run.startedAt(), step.startedAt()).toMillis();
            var stepEnd = step.endedAt() == null ? end : step.endedAt();
            long took = Math.max(0, Duration.between(step.startedAt(), stepEnd).toMillis());
            return Bar.of(from, took, whole, "SUCCEEDED".equals(step.outcome()) || step.outcome() == null);
        }
    }

    /**
     * A span of time within a whole, in thousandths of it.
     *
     * @param kind its class: part, or part bad
     */
    public record Bar(long from, long width, String kind, String words) {

        private static final long WHOLE = 1_000;
        private static final long AT_LEAST = 4;

        static Bar of(long from, long took, long whole, boolean isWell) {
            long begin = Math.clamp(from * WHOLE / whole, 0, WHOLE - AT_LEAST);
            long width = Math.clamp(took * WHOLE / whole, AT_LEAST, WHOLE - begin);
            return new Bar(
                    begin,
                    width,
                    isWell ? "part" : "part bad",
                    "began " + Words.time(Math.max(0, from)) + " after the run, took " + Words.time(took));
        }
    }
}
