package dev.varve.query.web.api;

import dev.varve.query.projection.Views;
import dev.varve.query.proposals.Proposals;
import dev.varve.query.runs.RunStory;
import dev.varve.query.runs.Runs;
import dev.varve.query.web.Unknown;
import dev.varve.store.DurableEventStore;
import io.swagger.v3.oas.annotations.Operation;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The runs that there were. */
@RestController
class RunsApi {

    private final Views views;
    private final DurableEventStore store;

    RunsApi(Views views, DurableEventStore store) {
        this.views = views;
        this.store = store;
    }

    /** The newest first; {@code before} is the {@code older} of the page before. */
    @GetMapping("/api/v1/runs")
    @Operation(summary = "Runs, the newest first", description = "Go on with before = older of the page before.")
    Runs.Page runs(
            @RequestParam(required = false) Long before,
            @RequestParam(defaultValue = Limit.USUAL) int limit,
            @RequestParam(required = false) String target,
            @RequestParam(required = false) String kind,
            @RequestParam(required = false) String outcome) {
        return new Runs(views).before(new Runs.Question(target, kind, outcome), before, Limit.of(limit));
    }

    /** Likewise, of one database. */
    @GetMapping("/api/v1/targets/{target}/runs")
    @Operation(summary = "Runs of one database")
    Runs.Page runsOfTarget(
            @PathVariable String target,
            @RequestParam(required = false) Long before,
            @RequestParam(defaultValue = Limit.USUAL) int limit) {
        return runs(before, limit, target, null, null);
    }

    @GetMapping("/api/v1/runs/{runId}")
    @Operation(
            summary = "One run with its steps, and who proposed and approved it",
            description = "proposal is null where nobody proposed the run; decidedBy is who approved it.")
    RunDocument run(@PathVariable String runId) {
        var run = RunStory.in(store.log(), runId).orElseThrow(() -> new Unknown("a run", runId));
        var proposal = Proposals.of(run.target(), store.log()).ofRun(runId).orElse(null);
        return new RunDocument(run, proposal);
    }
}
