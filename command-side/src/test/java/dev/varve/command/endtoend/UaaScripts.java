package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Cloud Foundry UAA's migrations for PostgreSQL, out of its released jar: SQL scripts of eight years. Six more are Java classes, which mend
 * what databases of its first releases hold; an empty one comes to the same schema without them.
 */
final class UaaScripts {

    static final int COUNT = 69;

    private static final String FOLDER = "org/cloudfoundry/identity/uaa/db/postgresql/";

    private UaaScripts() {}

    /** Writes them into a new folder. */
    static Path unpackInto(Path folder) throws IOException {
        Files.createDirectories(folder);
        var url = UaaScripts.class.getClassLoader().getResource(FOLDER + "V1_5_2__initial_db.sql");
        assertThat(url).as("UAA's jar on the class path").isNotNull();
        try (var jar = ((JarURLConnection) URI.create(url.toString()).toURL().openConnection()).getJarFile()) {
            var scripts = jar.stream()
                    .filter(entry -> entry.getName().startsWith(FOLDER)
                            && entry.getName().endsWith(".sql"))
                    .toList();
            for (var script : scripts) {
                try (var content = jar.getInputStream(script)) {
                    Files.copy(content, folder.resolve(Path.of(script.getName()).getFileName()));
                }
            }
            assertThat(scripts).hasSize(COUNT);
        }
        return folder;
    }
}
