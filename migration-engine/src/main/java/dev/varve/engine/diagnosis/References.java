package dev.varve.engine.diagnosis;

import dev.varve.engine.database.Database;
import dev.varve.engine.diagnosis.ReferenceSchemas.Step;
import dev.varve.engine.observation.Observation;
import dev.varve.engine.tool.Destination;
import dev.varve.engine.tool.MigrationOrder;
import dev.varve.engine.tool.MigrationResult;
import dev.varve.engine.tool.MigrationTool;
import dev.varve.engine.tool.Revision;
import dev.varve.engine.tool.ToolException;
import dev.varve.engine.tool.ToolLook;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Builds the expected schemas by running the real tool over an empty scratch database, step by step. The watched database is
 * neither read nor touched. What was built is kept, under a key of every script's hash and the tool's versions.
 */
public final class References {

    private final ScratchDatabases scratchDatabases;
    private final ReferenceCache cache;

    public References(ScratchDatabases scratchDatabases, ReferenceCache cache) {
        this.scratchDatabases = scratchDatabases;
        this.cache = cache;
    }

    /**
     * The schemas of every revision, in a row that passes through the recorded ones.
     *
     * @param look what the tool told of the watched database
     * @throws ScratchUnavailable if no scratch database can be made
     */
    public ReferenceSchemas of(MigrationTool tool, ToolLook look) {
        return cache.find(look).orElseGet(() -> {
            var built = build(tool, look);
            if (built.failures().isEmpty()) {
                cache.keep(look, built);
            }
            return built;
        });
    }

    private ReferenceSchemas build(MigrationTool tool, ToolLook look) {
        var recorded = recorded(look);
        var built = build(tool, look, recorded);
        return recorded.isEmpty() || !brokeAtARepeatable(built) ? built : build(tool, look, List.of());
    }

    /** A repeatable may need a version beyond the recorded ones: it was written together with it. */
    private static boolean brokeAtARepeatable(ReferenceSchemas built) {
        return built.failures().keySet().stream().anyMatch(References::isRepeatable);
    }

    private ReferenceSchemas build(MigrationTool tool, ToolLook look, List<String> through) {
        try (var scratch = scratchDatabases.create()) {
            var pointed = tool.pointedAt(scratch.database());
            var steps = new ArrayList<Step>();
            var failures = new LinkedHashMap<String, String>();
            for (var destination : destinations(through)) {
                if (failures.isEmpty()) {
                    run(pointed, order(scratch, destination), new Watch(scratch.database(), look, steps), failures);
                }
            }
            return new ReferenceSchemas(
                    steps, failures, unreached(look, steps, failures), broken(scratch.database(), look, failures));
        }
    }

    private static ReferenceSchemas.Broken broken(Database scratch, ToolLook look, Map<String, String> failures) {
        return failures.entrySet().stream()
                .filter(failure -> look.graph().contains(failure.getKey()))
                .findFirst()
                .map(failure -> new ReferenceSchemas.Broken(
                        failure.getKey(), scratch.schema().without(look.versionTables()), failure.getValue()))
                .orElse(null);
    }

    private static List<String> destinations(List<String> through) {
        var destinations = new ArrayList<>(through);
        destinations.add("heads");
        return destinations;
    }

    /** The row passes through these, so that their own schema is seen also where histories branch. */
    private static List<String> recorded(ToolLook look) {
        return look.current().stream()
                .filter(look.graph()::contains)
                .filter(id -> !isRepeatable(id))
                .toList();
    }

    /** Whether it is one of Flyway's repeatables, which have no version. */
    static boolean isRepeatable(String id) {
        return id.startsWith("R:");
    }

    private static MigrationOrder order(ScratchDatabases.Scratch scratch, String destination) {
        return new MigrationOrder(
                Destination.up(destination),
                scratch.folder().resolve("ledger.jsonl"),
                scratch.folder().resolve("output.txt"),
                () -> false,
                () -> {},
                () -> null);
    }

    private static void run(MigrationTool tool, MigrationOrder order, Watch watch, Map<String, String> failures) {
        try {
            var result = tool.migrate(order, watch::hear);
            if (result.ending() != MigrationResult.Ending.FINISHED) {
                failures.put(
                        result.failedRevision() == null ? "" : result.failedRevision(),
                        result.failure() == null
                                ? "the tool ended " + result.ending()
                                : result.failure().message());
            }
        } catch (ToolException refused) {
            failures.put("", refused.getMessage());
        }
    }

    private static List<String> unreached(ToolLook look, List<Step> steps, Map<String, String> failures) {
        if (failures.isEmpty()) {
            return List.of();
        }
        var built = steps.stream().map(Step::revision).toList();
        return look.graph().revisions().stream()
                .map(Revision::id)
                .filter(id -> !built.contains(id) && !failures.containsKey(id))
                .toList();
    }

    private record Watch(Database database, ToolLook look, List<Step> steps) {

        void hear(Observation observation) {
            if (observation instanceof Observation.StepSucceeded succeeded) {
                steps.add(new Step(succeeded.revision(), database.schema().without(look.versionTables())));
            }
        }
    }
}
