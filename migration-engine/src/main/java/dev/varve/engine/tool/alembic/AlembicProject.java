package dev.varve.engine.tool.alembic;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How a user's Alembic project is started.
 *
 * @param ini the project's {@code alembic.ini}, absolute
 * @param workdir the folder in which the tool runs, absolute
 * @param python the interpreter, a path or a name in {@code PATH}; {@code null} to look for one
 * @param runner a command that starts a Python elsewhere, such as {@code docker run -i --rm IMAGE python}, in shell words;
 *     {@code null} to start Python here
 * @param mappings {@code HOST:CONTAINER} folders, for paths told to the runner
 * @param environment variables for the tool; {@code {database}} and {@code {path}} in the values become the database's URL in
 *     SQLAlchemy's form and its file
 * @param dialect what stands before {@code :///} in the URL that {@code {database}} becomes, such as {@code sqlite} or
 *     {@code sqlite+aiosqlite}
 */
public record AlembicProject(
        Path ini,
        Path workdir,
        String python,
        String runner,
        List<String> mappings,
        Map<String, String> environment,
        String dialect) {

    public AlembicProject {
        Objects.requireNonNull(ini, "ini");
        Objects.requireNonNull(workdir, "workdir");
        Objects.requireNonNull(dialect, "dialect");
        mappings = List.copyOf(mappings);
        environment = Map.copyOf(environment);
    }

    /** A project that runs in the folder of its configuration, in the Python that is found, without further settings. */
    public static AlembicProject at(Path ini) {
        var absolute = ini.toAbsolutePath().normalize();
        return new AlembicProject(absolute, absolute.getParent(), null, null, List.of(), Map.of(), "sqlite");
    }

    public AlembicProject withPython(String otherPython) {
        return new AlembicProject(ini, workdir, otherPython, runner, mappings, environment, dialect);
    }

    public AlembicProject withEnvironment(Map<String, String> otherEnvironment) {
        return new AlembicProject(ini, workdir, python, runner, mappings, otherEnvironment, dialect);
    }

    /** Whether the tool runs behind a command of the user's, perhaps in another file system. */
    boolean isElsewhere() {
        return runner != null;
    }
}
