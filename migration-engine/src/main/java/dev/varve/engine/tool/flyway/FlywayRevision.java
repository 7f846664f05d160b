package dev.varve.engine.tool.flyway;

import dev.varve.engine.hash.Sha256;
import dev.varve.engine.tool.Revision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.flywaydb.core.api.MigrationInfo;

/** One migration as Flyway tells it, under the id that Varve gives it. */
final class FlywayRevision {

    static final String REPEATABLE = "R:";

    private FlywayRevision() {}

    /** The version, or {@code R:description} for a repeatable one. */
    static String id(MigrationInfo info) {
        return info.getVersion() == null
                ? REPEATABLE + info.getDescription()
                : info.getVersion().getVersion();
    }

    static Revision revision(MigrationInfo info, List<String> parents) {
        var file = info.getPhysicalLocation();
        return new Revision(
                id(info),
                parents,
                List.of(),
                List.of(),
                info.getDescription() == null ? "" : info.getDescription(),
                file == null || file.isEmpty() ? null : file,
                sha256(file));
    }

    private static String sha256(String file) {
        if (file == null || file.isEmpty() || !Files.isRegularFile(Path.of(file))) {
            return null;
        }
        try {
            return Sha256.of(Files.readAllBytes(Path.of(file)));
        } catch (IOException gone) {
            return null;
        }
    }
}
