package dev.varve.query.web.api;

import dev.varve.query.backups.BackupView;
import dev.varve.query.backups.Backups;
import dev.varve.query.findings.FindingView;
import dev.varve.query.findings.Findings;
import dev.varve.query.projection.Views;
import dev.varve.query.status.StatusView;
import dev.varve.query.status.Statuses;
import dev.varve.query.web.Unknown;
import dev.varve.query.web.fleet.Fleet;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What is believed of the databases: as {@code varve status --json} and {@code varve backups --json} print it. */
@RestController
class TargetsApi {

    private final Views views;
    private final Fleet fleet;

    TargetsApi(Views views, Fleet fleet) {
        this.views = views;
        this.fleet = fleet;
    }

    /** Every database under watch, by name. */
    @GetMapping(path = "/api/v1/targets", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Every database under watch")
    String targets() {
        return fleet.json();
    }

    @GetMapping("/api/v1/targets/{target}")
    @Operation(summary = "What is believed of a database")
    StatusView target(@PathVariable String target) {
        return new Statuses(views).of(target).orElseThrow(() -> new Unknown("a target", target));
    }

    @GetMapping("/api/v1/targets/{target}/findings")
    @Operation(summary = "Open findings of a database")
    List<FindingView> findings(@PathVariable String target) {
        target(target);
        return new Findings(views).of(target);
    }

    /** Oldest first. */
    @GetMapping("/api/v1/targets/{target}/backups")
    @Operation(summary = "Backups of a database, oldest first")
    List<BackupView> backups(@PathVariable String target) {
        target(target);
        return new Backups(views).of(target);
    }
}
