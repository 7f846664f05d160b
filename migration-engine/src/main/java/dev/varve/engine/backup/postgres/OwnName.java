package dev.varve.engine.backup.postgres;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The names of databases that Varve makes beside a watched one, by which whatever a killed process left is known again:
 * {@code app__varve_proof_20261127-224136-123}.
 *
 * @param id of the backup, or of the run
 */
record OwnName(String database, Kind kind, String id) {

    /** PostgreSQL cuts longer names off, and then they would be others. */
    private static final int LONGEST = 63;

    private static final Pattern SHAPE = Pattern.compile("(.+)__varve_(proof|copy|new|old)_([0-9A-Za-z-]{1,36})");
    private static final Pattern ID = Pattern.compile("[0-9A-Za-z-]{1,36}");

    enum Kind {
        /** A backup restored to prove it; dropped at once. */
        PROOF,
        /** A backup restored to work on: it is migrated, and may take the watched one's name. */
        COPY,
        /** A restored database that will take the watched one's name. */
        NEW,
        /** What had the name before; kept until somebody drops it. */
        OLD
    }

    OwnName {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("expected an id of up to 36 letters, digits and -, found " + id);
        }
        database = cut(database, LONGEST - suffix(kind, id).length());
    }

    static Optional<OwnName> parse(String name) {
        var shape = SHAPE.matcher(name);
        return shape.matches()
                ? Optional.of(new OwnName(
                        shape.group(1), Kind.valueOf(shape.group(2).toUpperCase(Locale.ROOT)), shape.group(3)))
                : Optional.empty();
    }

    OwnName as(Kind other) {
        return new OwnName(database, other, id);
    }

    /** Whether it was made for a database of that name, which may have been cut off. */
    boolean isFor(String name) {
        return new OwnName(name, kind, id).equals(this);
    }

    private static String suffix(Kind kind, String id) {
        return "__varve_" + kind.name().toLowerCase(Locale.ROOT) + "_" + id;
    }

    private static String cut(String name, int bytes) {
        var fitting = name;
        while (fitting.getBytes(StandardCharsets.UTF_8).length > bytes) {
            fitting = fitting.substring(0, fitting.offsetByCodePoints(fitting.length(), -1));
        }
        return fitting;
    }

    @Override
    public String toString() {
        return database + suffix(kind, id);
    }
}
