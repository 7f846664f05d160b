package dev.varve.engine.tool.alembic;

import dev.varve.engine.tool.python.PythonEnvironment;
import dev.varve.engine.tool.python.PythonEnvironments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A project that nobody here wrote: Gertty's nineteen revisions as Debian ships them, with its own alembic.ini and env.py. They
 * begin at an empty file, were written for SQLite, and rebuild most tables by copying them.
 */
public final class GerttyProject {

    /** Not all that Gertty needs to run, only what its env.py and its revisions import. */
    private static final List<String> PACKAGES = List.of(
            "gertty",
            "python3-alembic",
            "python3-sqlalchemy",
            "python3-mako",
            "python3-markupsafe",
            "python3-greenlet",
            "python3-six",
            "python3-git",
            "python3-gitdb",
            "python3-smmap",
            "python3-dateutil");

    private final PythonEnvironment python;

    private GerttyProject(PythonEnvironment python) {
        this.python = python;
    }

    /** As Debian ships it, with a Python that has all that it imports. */
    public static GerttyProject ofDebian() {
        return new GerttyProject(
                new PythonEnvironments(PythonEnvironments.defaultCache(), System.getenv(), System.out::println)
                        .ofDebianPackages("gertty", PACKAGES));
    }

    /** The Python to run it with. */
    public Path python() {
        return python.python();
    }

    /** Its own {@code alembic.ini}, untouched; the URL in it is of a file in the folder for temporary files. */
    public Path ini() {
        return python.python().getParent().resolveSibling("debian/usr/lib/python3/dist-packages/gertty/alembic.ini");
    }

    /** Writes a copy of its {@code alembic.ini} for another database and any working folder, for plain Alembic. */
    public Path ini(Path folder, String databaseUrl) throws IOException {
        var scripts = ini().resolveSibling("alembic").toString();
        return Files.writeString(
                Files.createDirectories(folder).resolve("alembic.ini"),
                Files.readString(ini())
                        .replace("script_location = alembic", "script_location = " + scripts)
                        .replace("sqlite:////tmp/gertty.db", databaseUrl));
    }
}
