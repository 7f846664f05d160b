package dev.varve.engine.tool.flyway;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** Eclipse hawkBit's migrations for H2: six years of a project that knows nothing of Varve, out of its released jar. */
public final class HawkbitScripts {

    /** How many there are. */
    public static final int COUNT = 37;

    private static final String FIRST = "db/migration/H2/V1_0_1__init___H2.sql";

    private HawkbitScripts() {}

    /** Writes them into a folder, which exists. */
    public static Path unpackInto(Path folder) throws IOException {
        var url = HawkbitScripts.class.getClassLoader().getResource(FIRST);
        try (var jar = ((JarURLConnection) URI.create(url.toString()).toURL().openConnection()).getJarFile()) {
            var scripts = jar.stream()
                    .filter(entry -> entry.getName().startsWith("db/migration/H2/V"))
                    .toList();
            for (var script : scripts) {
                try (var content = jar.getInputStream(script)) {
                    Files.copy(content, folder.resolve(Path.of(script.getName()).getFileName()));
                }
            }
        }
        return folder;
    }
}
