package dev.varve.engine.recovery;

import dev.varve.engine.backup.Backup;
import dev.varve.engine.diagnosis.Diagnosis;
import dev.varve.engine.observation.TableChange;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Everything that the triage decides upon.
 *
 * @param target the watched database's name
 * @param diagnosis what looking found; {@code null} if nobody looked, because somebody is at work on it
 * @param atWork who that is
 * @param present whether there is a file
 * @param users other processes that have the database open, in words; {@code null} if none
 * @param run the run that did not end well; {@code null} if none
 * @param standby the backup that may take the database's place; {@code null} if there is none
 * @param altered how the backup that it would be is another than the one that was recorded; {@code null} if it is that one
 * @param asBackup whether schema and contents, the tool's own tables included, are exactly that backup's
 * @param sinceBackup every table in that backup and now, without the tool's own; {@code null} if they could not be read
 * @param acceptedLosses tables whose loss the run was allowed
 * @param means what could be done, apart from whether it should
 * @param replay runs the steps up to the asked-for revision on a copy of the backup; asked only where nothing else tells
 */
public record Scene(
        String target,
        Diagnosis diagnosis,
        AtWork atWork,
        boolean present,
        String users,
        BrokenRun run,
        Standby standby,
        String altered,
        boolean asBackup,
        List<TableChange> sinceBackup,
        Set<String> acceptedLosses,
        Means means,
        Supplier<Replay.Verdict> replay) {

    /**
     * What could be done to a database, apart from whether it should.
     *
     * @param mend what would make the schema that of its recorded revision again; {@code null} if that is not all it takes
     * @param againstMend why no mended copy can take the database's place, sentences that continue "expected"; empty if one can
     * @param stampable whether the tool can record another revision than the recorded ones
     * @param salvageable whether a damaged file of this kind can be read piece by piece
     */
    public record Means(MendPlan mend, List<String> againstMend, boolean stampable, boolean salvageable) {

        /** Nothing, or nobody looked. */
        public static final Means NONE = new Means(null, List.of(), false, false);

        public Means {
            againstMend = List.copyOf(againstMend);
        }

        boolean canMend() {
            return mend != null && againstMend.isEmpty();
        }
    }

    /**
     * Somebody who is at work on the database.
     *
     * @param who in words, with process and since when
     * @param remedy how to end it, or how to wait for it
     * @param onlyTheTool whether the run is dead and only its tool lives
     */
    public record AtWork(String who, String remedy, boolean onlyTheTool) {}

    /**
     * The run that did not end well, as far as it is recorded.
     *
     * @param runId its id
     * @param began whether a step of it began
     * @param openRevision the step that began and did not end well; {@code null} if none
     * @param openIsApplied whether the database says that this step is done
     * @param moved whether a step of it is done, by what the database says
     * @param arrived whether every step that it planned is done, by what the database says
     * @param beside what is known of a run beside which the application wrote; {@code null} if it was alone
     */
    public record BrokenRun(
            String runId,
            boolean began,
            String openRevision,
            boolean openIsApplied,
            boolean moved,
            boolean arrived,
            BesideApplication beside) {

        /** A run that was alone with the database. */
        public BrokenRun(
                String runId,
                boolean began,
                String openRevision,
                boolean openIsApplied,
                boolean moved,
                boolean arrived) {
            this(runId, began, openRevision, openIsApplied, moved, arrived, null);
        }
    }

    /**
     * A run beside which the application wrote: rows that differ from the backup's may be the application's.
     *
     * @param openLeftNothing whether of the open step's statements none was kept, by what its ledger and the server tell
     */
    public record BesideApplication(boolean openLeftNothing) {}

    /**
     * A proven backup that nothing speaks against.
     *
     * @param isOfTheRun whether the broken run took it before its first step
     * @param restoreMillis about how long putting it back takes
     */
    public record Standby(Backup backup, boolean isOfTheRun, long restoreMillis) {}

    /** Whether the database is exactly what it was when the broken run began. */
    boolean isAsBeforeTheRun() {
        return asBackup && hasBackupOfTheRun();
    }

    boolean isBesideApplication() {
        return run != null && run.beside() != null;
    }

    boolean hasBackupOfTheRun() {
        return standby != null && standby.isOfTheRun();
    }

    /** Tables that stay when it is mended, and do not hold what the backup of the run holds. */
    List<String> touchedBesideTheMend() {
        return sinceBackup == null || !hasBackupOfTheRun()
                ? List.of()
                : sinceBackup.stream()
                        .filter(table -> !means.mend().removed().contains(table.name())
                                && !means.mend().narrowed().contains(table.name()))
                        .filter(table -> !Objects.equals(table.contentBefore(), table.contentAfter()))
                        .map(TableChange::name)
                        .toList();
    }

    /** Tables that hold fewer rows than before the run, or are gone, and should not. */
    List<TableChange> lostInTheRun() {
        return sinceBackup == null || !hasBackupOfTheRun()
                ? List.of()
                : sinceBackup.stream()
                        .filter(table -> isBesideApplication() ? table.isEmptied() : table.isLoss())
                        .filter(table -> !acceptedLosses.contains(table.name()))
                        .toList();
    }
}
