package dev.varve.engine.tool.python;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Every pair of Alembic and SQLAlchemy that can be had on this machine, for tests; at least one must be. */
public final class PythonPairs {

    private static final PythonEnvironments ENVIRONMENTS =
            new PythonEnvironments(PythonEnvironments.defaultCache(), System.getenv(), System.out::println);
    private static final List<Supplier<PythonEnvironment>> WANTED = List.of(
            () -> ENVIRONMENTS.provide(PythonPackages.debian()),
            () -> OtherDebianRelease.environment("trixie"),
            () -> ENVIRONMENTS.provide(PythonPackages.pinned("1.20.0", "2.0.54")),
            () -> ENVIRONMENTS.provide(PythonPackages.pinned("1.20.0", "2.1.1")),
            () -> ENVIRONMENTS.provide(
                    new PythonPackages(null, PythonPackages.Origin.DEBIAN, "2.0.54", PythonPackages.Origin.PIP)));
    private static final List<PythonEnvironment> HAD = find();

    private PythonPairs() {}

    public static List<PythonEnvironment> all() {
        return HAD;
    }

    /** One pair, for tests that do not depend on which. */
    public static PythonEnvironment one() {
        return HAD.getLast();
    }

    private static List<PythonEnvironment> find() {
        var had = new ArrayList<PythonEnvironment>();
        for (var wanted : WANTED) {
            try {
                had.add(wanted.get());
            } catch (PythonEnvironmentUnavailable unavailable) {
                System.out.println("Not to be had here: " + unavailable.getMessage());
            }
        }
        if (had.isEmpty()) {
            had.add(ENVIRONMENTS.any());
        }
        System.out.println("Tested with: " + had);
        return List.copyOf(had);
    }
}
