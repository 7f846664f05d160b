package dev.varve.query.web.api;

import dev.varve.query.schema.RevisionGraph;
import dev.varve.query.schema.RevisionGraphs;
import dev.varve.query.schema.SchemaAt;
import dev.varve.query.schema.SchemaHistory;
import dev.varve.query.web.Unknown;
import dev.varve.query.words.Moments;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Clock;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Schemas and migration scripts, as they were told. */
@RestController
class SchemaApi {

    private final SchemaHistory schemas;
    private final RevisionGraphs graphs;
    private final Clock clock;

    SchemaApi(SchemaHistory schemas, RevisionGraphs graphs, Clock clock) {
        this.schemas = schemas;
        this.graphs = graphs;
        this.clock = clock;
    }

    /** The schema that the database was known to have at a moment; now if none is given. */
    @GetMapping("/api/v1/targets/{target}/schema")
    @Operation(summary = "The schema as it was known at a moment")
    SchemaAt schema(@PathVariable String target, @RequestParam(defaultValue = "now") String at) {
        return schemas.at(target, Moments.upTo("at", at, clock.instant()))
                .orElseThrow(() -> new Unknown("a schema at that moment of a target", target));
    }

    /** The migration scripts, and where the database stands in them. */
    @GetMapping("/api/v1/targets/{target}/revisions")
    @Operation(summary = "The migration scripts, and where the database stands")
    RevisionGraph revisions(@PathVariable String target) {
        return graphs.now(target).orElseThrow(() -> new Unknown("the migration scripts of a target", target));
    }
}
