package dev.varve.engine.diagnosis;

import dev.varve.engine.diagnosis.ReferenceSchemas.Step;
import dev.varve.engine.fingerprint.Facet;
import dev.varve.engine.fingerprint.Schema;
import dev.varve.engine.hash.Sha256;
import dev.varve.engine.tool.Revision;
import dev.varve.engine.tool.ToolLook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Keeps built references as JSON files in a folder that may be deleted at any time. A file that cannot be read is no hit. */
public final class ReferenceCache {

    /** Changes when facets are written differently, so that older files are passed over. */
    private static final String FORMAT = "references-2";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path folder;

    private record Kept(List<KeptStep> steps) {}

    private record KeptStep(String revision, List<Facet> facets) {}

    public ReferenceCache(Path folder) {
        this.folder = folder;
    }

    Optional<ReferenceSchemas> find(ToolLook look) {
        var file = file(look);
        if (file.isEmpty() || !Files.isRegularFile(file.get())) {
            return Optional.empty();
        }
        try {
            var kept = JSON.readValue(file.get(), Kept.class);
            var steps = kept.steps().stream()
                    .map(step -> new Step(step.revision(), Schema.of(step.facets())))
                    .toList();
            return Optional.of(new ReferenceSchemas(steps, Map.of()));
        } catch (JacksonException damaged) {
            return Optional.empty();
        }
    }

    void keep(ToolLook look, ReferenceSchemas references) {
        var file = file(look);
        if (file.isEmpty()) {
            return;
        }
        var steps = references.steps().stream()
                .map(step ->
                        new KeptStep(step.revision(), List.copyOf(step.after().facets())))
                .toList();
        try {
            Files.createDirectories(folder);
            var unfinished = Files.createTempFile(folder, "references-", ".tmp");
            JSON.writeValue(unfinished, new Kept(steps));
            Files.move(unfinished, file.get(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | JacksonException full) {
            // A cache that cannot be written costs time, never an answer.
        }
    }

    /** No key without every script's hash: scripts that cannot be told apart are built anew. */
    private Optional<Path> file(ToolLook look) {
        var revisions = look.graph().revisions();
        if (revisions.stream().anyMatch(revision -> revision.sha256() == null)) {
            return Optional.empty();
        }
        var key = new Sha256();
        key.addText(FORMAT);
        new TreeMap<>(look.versions())
                .forEach((name, version) -> key.addText(name).addText(version));
        key.addText(look.configuration());
        look.versionTables().forEach(key::addText);
        look.current().forEach(key::addText);
        revisions.forEach(revision -> add(key, revision));
        return Optional.of(folder.resolve(key.hex() + ".json"));
    }

    private static void add(Sha256 key, Revision revision) {
        key.addText(revision.id()).addText(revision.sha256()).addText(String.join(" ", revision.parents()));
    }
}
