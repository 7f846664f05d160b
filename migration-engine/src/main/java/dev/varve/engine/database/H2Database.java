package dev.varve.engine.database;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.h2.engine.Constants;

/**
 * An H2 database file. Looking opens it read-only, which creates, repairs and compacts nothing, and keeps every program that
 * would write from opening it meanwhile. A file of 0 bytes is an empty database: only a change makes H2's own of it.
 */
public final class H2Database implements FileDatabase {

    private final Path file;
    private final SortedMap<String, String> settings;
    private final H2Login login;

    private H2Database(Path file, Map<String, String> settings, H2Login login) {
        this.file = file.toAbsolutePath().normalize();
        this.settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
        this.login = login;
        if (!this.file.toString().endsWith(H2Files.ENDING)) {
            throw new IllegalArgumentException("expected a file that ends in " + H2Files.ENDING + ", found " + file);
        }
    }

    /**
     * The database in a file; whether it exists is asked only when something is read.
     *
     * @param file ends in {@code .mv.db}
     * @param settings H2's own, such as {@code MODE}: those that decide what SQL means
     */
    public static H2Database at(Path file, Map<String, String> settings, H2Login login) {
        return new H2Database(file, settings, login);
    }

    @Override
    public DatabaseKind kind() {
        return DatabaseKind.H2;
    }

    @Override
    public String location() {
        return file.toString();
    }

    /** {@code device:inode} of the real file; while it does not exist, {@code path:} and its path. */
    @Override
    public String identity() {
        var identity = FileIdentity.of(file);
        return identity == null ? "path:" + file : identity;
    }

    /** SQLAlchemy has no form for H2: JDBC's. */
    @Override
    public String sqlAlchemyUrl() {
        return jdbcUrl();
    }

    @Override
    public String jdbcUrl() {
        var name = file.toString();
        return "jdbc:h2:file:" + name.substring(0, name.length() - H2Files.ENDING.length()) + written(settings);
    }

    private static String written(Map<String, String> settings) {
        return settings.entrySet().stream()
                .map(setting -> ";" + setting.getKey() + "=" + setting.getValue())
                .collect(Collectors.joining());
    }

    @Override
    public String path() {
        return file.toString();
    }

    @Override
    public String sqlDialect() {
        return "h2 " + Constants.VERSION + written(settings);
    }

    @Override
    public H2Files files() {
        return H2Files.of(file);
    }

    @Override
    public H2Database copyAt(Path copy) {
        return new H2Database(copy, settings, login);
    }

    @Override
    public H2Database finishedCopyAt(Path copy) {
        return copyAt(copy);
    }

    @Override
    public Health health(boolean thorough) {
        return new H2Health(this).look(thorough);
    }

    @Override
    public FileSnapshot snapshot() {
        var files = files();
        if (!files.exists()) {
            throw new DatabaseUnreadable(location(), "no such file", null);
        }
        H2FileHeader.problem(files.main()).ifPresent(problem -> {
            throw new DatabaseUnreadable(location(), "a damaged file: " + problem, null);
        });
        try {
            return new H2Snapshot(files, openForLooking());
        } catch (SQLException refused) {
            throw unreadable(refused);
        }
    }

    /** Opens the database for itself alone: as long as the watch lasts, no other process can open it. */
    @Override
    public ChangeWatch watch() {
        try {
            return new H2Hold(this, openForChanging());
        } catch (SQLException refused) {
            throw unreadable(refused);
        }
    }

    @Override
    public Connection openForLooking() throws SQLException {
        var files = files();
        var empty = files.exists() && files.sizeBytes() == 0;
        return empty ? connections().inMemory() : connections().looking();
    }

    @Override
    public Connection openForChanging() throws SQLException {
        return connections().changing();
    }

    private H2Connections connections() {
        return new H2Connections(jdbcUrl(), written(settings), login);
    }

    /** H2 acknowledges a commit up to half a second before it is on the disk. */
    @Override
    public void makeDurable() {
        try (var connection = openForChanging();
                var statement = connection.createStatement()) {
            statement.execute("CHECKPOINT SYNC");
        } catch (SQLException failed) {
            throw unreadable(failed);
        }
    }

    private DatabaseUnreadable unreadable(SQLException refused) {
        return new DatabaseUnreadable(location(), inWords(refused), refused);
    }

    private String inWords(SQLException refused) {
        return switch (H2Refusal.of(refused)) {
            case IN_USE -> {
                var holders = openElsewhere(Set.of());
                yield "opened by "
                        + (holders.isEmpty() ? "a process that cannot be seen from here" : holders.inWords());
            }
            case OTHER_FORMAT -> "a file of another H2 version: " + H2Refusal.detail(refused);
            case DAMAGED -> "a damaged file: " + H2Refusal.detail(refused);
            case WRONG_LOGIN, REFUSED -> H2Refusal.detail(refused);
        };
    }

    @Override
    public String toString() {
        return location();
    }
}
