package dev.varve.engine.run;

import dev.varve.engine.backup.Backup;
import dev.varve.engine.database.Database;
import dev.varve.engine.fingerprint.Schema;
import dev.varve.engine.observation.TableChange;
import dev.varve.engine.verdict.Verdicts;
import java.util.List;
import java.util.Set;

/** What can be said of a database in which an application may have written while the steps ran: its rows prove nothing then. */
record BesideApplication(RunOrder order, Database database) {

    /** Whether fewer rows are no loss: accepted by name, or some are left, and the rehearsal told what the steps do. */
    boolean isAccepted(TableChange table) {
        return order.acceptedLosses().contains(table.name()) || (order.among().online() && !table.isEmptied());
    }

    /**
     * That nothing of the run is in the database, as a sentence.
     *
     * @param current the revisions that it is recorded at; {@code null} if they cannot be read
     * @return {@code null} if the application had to be stopped, or that cannot be proven
     */
    String proofOfNothing(Backup backup, Schema schema, List<String> current) {
        if (!order.among().online()
                || current == null
                || !Set.copyOf(current).equals(Set.copyOf(order.from()))
                || !schema.fingerprint().equals(backup.content().fingerprint())) {
            return null;
        }
        return Verdicts.of(order.ledger(), database).thatMayWrite().nothingKept()
                ? "schema and recorded revision are as before, and of the run's statements none was kept; the application"
                        + " went on writing, so its rows are not compared with the backup's"
                : null;
    }
}
