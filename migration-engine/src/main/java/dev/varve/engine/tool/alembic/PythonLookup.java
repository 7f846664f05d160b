package dev.varve.engine.tool.alembic;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which Python runs the tool. As given; else a virtual environment in or beside the project ({@code .venv}, {@code venv}), the
 * active one ({@code VIRTUAL_ENV}), the first {@code python3} or {@code python} in {@code PATH}.
 */
final class PythonLookup {

    private final AlembicProject project;
    private final Map<String, String> surroundings;

    PythonLookup(AlembicProject project, Map<String, String> surroundings) {
        this.project = project;
        this.surroundings = surroundings;
    }

    /** The interpreter, or empty if there is none at any of {@link #places()}. */
    Optional<Path> find() {
        return places().stream()
                .filter(Files::isExecutable)
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /** Every place that is looked at, in order. */
    List<Path> places() {
        if (project.python() != null) {
            return given(project.python());
        }
        var places = new ArrayList<Path>();
        for (var folder : List.of(project.workdir(), project.ini().getParent())) {
            places.add(interpreterOf(folder.resolve(".venv")));
            places.add(interpreterOf(folder.resolve("venv")));
        }
        var active = surroundings.getOrDefault("VIRTUAL_ENV", "");
        if (!active.isBlank()) {
            places.add(interpreterOf(Path.of(active)));
        }
        places.addAll(inPath("python3"));
        places.addAll(inPath("python"));
        return places.stream().distinct().toList();
    }

    private List<Path> given(String python) {
        if (python.contains("/")) {
            // Not made real: a virtual environment's interpreter is a link whose own place matters.
            return List.of(project.workdir().resolve(python).toAbsolutePath());
        }
        return inPath(python);
    }

    private static Path interpreterOf(Path environment) {
        return environment.resolve("bin").resolve("python");
    }

    private List<Path> inPath(String name) {
        var places = new ArrayList<Path>();
        for (var folder : surroundings.getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            if (!folder.isBlank()) {
                places.add(Path.of(folder).resolve(name));
            }
        }
        return places;
    }
}
