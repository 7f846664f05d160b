package dev.varve.engine.tool.flyway;

import dev.varve.engine.tool.Revision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
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
            var digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(Path.of(file)));
            return HexFormat.of().formatHex(digest);
        } catch (IOException gone) {
            return null;
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }
}
