package dev.varve.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * PostgreSQL's client tools for tests: Debian's where it installs them, else from its archive into the user's cache.
 *
 * @param folder of {@code pg_dump} and {@code pg_restore}
 * @param surroundings an environment in which they run
 */
public record PostgresClient(Path folder, Map<String, String> surroundings) {

    private static final List<String> LIBRARIES = List.of(
            "libpq5",
            "libldap-2.5-0",
            "libsasl2-2",
            "libgssapi-krb5-2",
            "libkrb5-3",
            "libk5crypto3",
            "libkrb5support0",
            "libkeyutils1",
            "libcom-err2");

    /** Installed, or fetched. */
    public static PostgresClient ofMajor(int major) {
        var installed = Path.of("/usr/lib/postgresql/" + major + "/bin");
        return Files.isExecutable(installed.resolve("pg_dump")) && Files.isExecutable(installed.resolve("pg_restore"))
                ? new PostgresClient(installed, Map.copyOf(System.getenv()))
                : fetched(major);
    }

    /** From Debian's archive, whatever is installed. */
    public static PostgresClient fetched(int major) {
        var packages = Stream.concat(Stream.of("postgresql-client-" + major), LIBRARIES.stream())
                .toList();
        var unpacked = DebianPackage.unpacked(packages);
        var surroundings = new LinkedHashMap<>(System.getenv());
        surroundings.put("PATH", "");
        surroundings.put("LD_LIBRARY_PATH", libraries(unpacked));
        return new PostgresClient(unpacked.resolve("usr/lib/postgresql/" + major + "/bin"), surroundings);
    }

    private static String libraries(Path unpacked) {
        try (var below = Files.list(unpacked.resolve("usr/lib"))) {
            return below.filter(folder -> folder.getFileName().toString().endsWith("-linux-gnu"))
                    .map(Path::toString)
                    .findFirst()
                    .orElseThrow();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
