package dev.varve.engine.tool.python;

import java.util.Objects;

/**
 * Which Alembic and which SQLAlchemy an environment should hold, and where they may come from.
 *
 * @param alembic the version, or {@code null} for the newest that the origin has
 * @param sqlAlchemy likewise
 */
public record PythonPackages(String alembic, Origin alembicFrom, String sqlAlchemy, Origin sqlAlchemyFrom) {

    /** Where a package comes from. */
    public enum Origin {
        /** The registry that the user's pip is configured for. */
        PIP,
        /** Debian's archive, unpacked privately. */
        DEBIAN
    }

    public PythonPackages {
        Objects.requireNonNull(alembicFrom, "alembicFrom");
        Objects.requireNonNull(sqlAlchemyFrom, "sqlAlchemyFrom");
    }

    /** The newest pair that pip has. */
    public static PythonPackages newest() {
        return new PythonPackages(null, Origin.PIP, null, Origin.PIP);
    }

    /** A pair of given versions, from pip. */
    public static PythonPackages pinned(String alembic, String sqlAlchemy) {
        return new PythonPackages(alembic, Origin.PIP, sqlAlchemy, Origin.PIP);
    }

    /** The pair that this Debian ships. */
    public static PythonPackages debian() {
        return new PythonPackages(null, Origin.DEBIAN, null, Origin.DEBIAN);
    }

    boolean needsDebian() {
        return alembicFrom == Origin.DEBIAN || sqlAlchemyFrom == Origin.DEBIAN;
    }

    /** A folder's name for it. */
    String name() {
        return "alembic-" + word(alembic, alembicFrom) + "-sqlalchemy-" + word(sqlAlchemy, sqlAlchemyFrom);
    }

    private static String word(String version, Origin origin) {
        var known = version == null ? "newest" : version;
        return origin == Origin.DEBIAN ? "debian" : known;
    }
}
