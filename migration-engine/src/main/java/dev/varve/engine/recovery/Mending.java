package dev.varve.engine.recovery;

import dev.varve.engine.database.CopyFailed;
import dev.varve.engine.database.DatabaseUnreadable;
import dev.varve.engine.database.FileSnapshot;
import dev.varve.engine.database.SqliteDatabase;
import dev.varve.engine.database.TableContent;
import dev.varve.engine.database.WholeContent;
import dev.varve.engine.files.Durable;
import dev.varve.engine.swap.Leftovers;
import dev.varve.engine.swap.SwapOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;

/**
 * Mends a copy of a database: takes away what a step left behind, and proves that the rest is what it was. The database itself is
 * only read.
 */
public final class Mending implements AutoCloseable {

    private final SqliteDatabase database;
    private final Path copy;
    private final MendPlan plan;
    private final Collection<String> versionTables;

    /** A copy that lies beside the database, so that it can take its name. */
    public Mending(SqliteDatabase database, String runId, MendPlan plan, Collection<String> versionTables) {
        this.database = database;
        this.copy = Leftovers.copyBeside(database, runId);
        this.plan = plan;
        this.versionTables = List.copyOf(versionTables);
    }

    /** Where it lies. */
    public Path copy() {
        return copy;
    }

    /**
     * Copies, mends and proves.
     *
     * @return what has to be swapped in, and what the database must still be then
     * @throws NotMended if it cannot be done, or does not give what it should
     */
    public SwapOrder mend() {
        try (FileSnapshot now = database.snapshot()) {
            var fingerprint = now.schema().fingerprint();
            var contents = now.contents(rows -> {});
            Files.deleteIfExists(copy);
            Durable.createPrivateFile(copy);
            now.copyTo(copy, (done, total) -> {});
            var mended = database.copyAt(copy);
            takeAway(mended);
            prove(mended, contents);
            return new SwapOrder(
                    database,
                    mended,
                    new WholeContent(fingerprint, contents),
                    plan.expected().fingerprint());
        } catch (IOException | SQLException | CopyFailed | DatabaseUnreadable failed) {
            throw new NotMended("a mended copy at " + copy, String.valueOf(failed.getMessage()), failed);
        }
    }

    private void takeAway(SqliteDatabase mended) throws SQLException {
        try (var connection = mended.openForChanging();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (var sql : plan.statements()) {
                statement.execute(sql);
            }
            connection.commit();
        }
    }

    private void prove(SqliteDatabase mended, List<TableContent> before) {
        try (FileSnapshot after = mended.snapshot()) {
            var found = after.schema().without(versionTables);
            if (!found.equals(plan.expected())) {
                throw new NotMended("the schema of the recorded revision", "another", null);
            }
            var problems = after.integrityProblems(true);
            if (!problems.isEmpty()) {
                throw new NotMended("a sound file", String.join("; ", problems), null);
            }
            requireRows(before, after.contents(rows -> {}));
        }
    }

    /** A table that lost a column has other content by nature, and must have as many rows. */
    private void requireRows(List<TableContent> before, List<TableContent> after) {
        var left = new HashSet<>(after);
        for (var table : before) {
            if (plan.removed().contains(table.name())) {
                continue;
            }
            var kept = plan.narrowed().contains(table.name())
                    ? left.removeIf(other -> other.name().equals(table.name()) && other.rows() == table.rows())
                    : left.remove(table);
            if (!kept) {
                throw new NotMended("every row of table " + table.name(), "others", null);
            }
        }
    }

    /** Removes the copy, unless it has taken the database's name. */
    @Override
    public void close() {
        try {
            for (var companion : database.copyAt(copy).files().companions()) {
                Files.deleteIfExists(companion);
            }
            Files.deleteIfExists(copy);
        } catch (IOException left) {
            throw new NotMended("to remove the copy at " + copy, left.toString(), left);
        }
    }
}
