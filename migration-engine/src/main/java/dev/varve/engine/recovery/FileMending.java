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
import java.util.List;

/** Mends a copy of a file that lies beside it, so that it can take its name. */
public final class FileMending implements Mending {

    private final SqliteDatabase database;
    private final Path copy;
    private final MendPlan plan;
    private final Collection<String> versionTables;

    public FileMending(SqliteDatabase database, String runId, MendPlan plan, Collection<String> versionTables) {
        this.database = database;
        this.copy = Leftovers.copyBeside(database, runId);
        this.plan = plan;
        this.versionTables = List.copyOf(versionTables);
    }

    @Override
    public String place() {
        return copy.toString();
    }

    @Override
    public SwapOrder mend() {
        try (FileSnapshot now = database.snapshot()) {
            var fingerprint = now.schema().fingerprint();
            var contents = now.contents(rows -> {});
            Files.deleteIfExists(copy);
            Durable.createPrivateFile(copy);
            now.copyTo(copy, (done, total) -> {});
            var mended = database.copyAt(copy);
            plan.takeAway(mended);
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

    private void prove(SqliteDatabase mended, List<TableContent> before) {
        try (FileSnapshot after = mended.snapshot()) {
            var problems = after.integrityProblems(true);
            if (!problems.isEmpty()) {
                throw new NotMended("a sound file", String.join("; ", problems), null);
            }
            plan.requireIn(after, before, versionTables);
        }
    }

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
