package dev.varve.engine.recovery;

import dev.varve.engine.finding.FindingCode;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** The ways that are safe in a situation, in order. A stamp is never among them where its proof could fail unseen. */
final class Offers {

    private final Scene scene;
    private final Situation situation;

    Offers(Scene scene, Situation situation) {
        this.scene = scene;
        this.situation = situation;
    }

    List<WayBack> ways() {
        // Who altered a backup may have altered more: then a person has to look before anything is done.
        return scene.altered() == null
                ? offered()
                : offered().stream()
                        .map(way -> way.way() == Way.WAIT ? way : way.byNameOnly())
                        .toList();
    }

    private List<WayBack> offered() {
        var ways = new ArrayList<WayBack>();
        switch (situation) {
            case HEALTHY, UNREADABLE -> {}
            case RUN_IN_PROGRESS, TOOL_RUNNING ->
                ways.add(waiting(scene.atWork().remedy()));
            case IN_USE -> ways.add(waiting("stop " + scene.users() + ", then: varve recover " + scene.target()));
            case NOTHING_APPLIED, NOT_RECORDED -> ways.add(nothing());
            case STEP_BOUNDARY -> {
                ways.add(resume());
                restore(ways);
            }
            case NOT_STAMPED -> {
                restore(ways);
                stamp(ways);
                mend(ways);
            }
            case PARTIAL, LEFTOVERS -> {
                restore(ways);
                mend(ways);
            }
            case CORRUPT -> {
                restore(ways);
                salvage(ways);
            }
            case ROWS_LOST,
                    DATA_IN_DOUBT,
                    MISSING,
                    EMPTIED,
                    DRIFTED,
                    STAMPED_NOT_APPLIED,
                    UNKNOWN_REVISION,
                    UNMANAGED,
                    TOOL_UNAVAILABLE -> restore(ways);
        }
        return ways;
    }

    private static WayBack waiting(String until) {
        return new WayBack(Way.WAIT, "does nothing; " + until, null, null, "nothing is changed", false);
    }

    private WayBack nothing() {
        return new WayBack(
                Way.NOTHING,
                "leaves the database as it is, and records that run " + runId() + " is over",
                null,
                0L,
                scene.asBackup()
                        ? "schema and every table equal backup "
                                + scene.standby().backup().id()
                        : "the schema equals that of the recorded revision",
                false);
    }

    private WayBack resume() {
        return new WayBack(
                Way.RESUME,
                "leaves what is done, and goes on with the next step as a guarded run with a backup of its own",
                null,
                null,
                "the schema equals that of the recorded revision; "
                        + (scene.isBesideApplication()
                                ? "no table that held rows is empty"
                                : "no table has fewer rows than the backup"),
                false);
    }

    private void restore(List<WayBack> ways) {
        var standby = scene.standby();
        if (standby == null) {
            return;
        }
        var backup = standby.backup();
        ways.add(new WayBack(
                Way.RESTORE,
                "puts backup " + backup.id() + " of " + backup.takenAt().truncatedTo(ChronoUnit.MILLIS)
                        + (standby.isOfTheRun() ? ", taken right before the run's first step," : ",")
                        + " in the database's place; what is there now is kept beside it",
                new AgainstBackup(scene).lost(),
                standby.restoreMillis(),
                "schema and every row equal the backup's, read back from the database",
                !standby.isOfTheRun() || scene.isBesideApplication()));
    }

    /** Before a restore that loses more than the broken step: one of another backup than the run's, or beside an application. */
    private void mend(List<WayBack> ways) {
        if (!scene.means().canMend()) {
            return;
        }
        var plan = scene.means().mend();
        var touched = scene.touchedBesideTheMend();
        var doubt = touched.isEmpty()
                ? null
                : "nothing by itself; but table " + String.join(", table ", touched)
                        + " is not what the backup holds, and if the step changed it, it stays half changed";
        var loses = plan.loses() == null ? doubt : plan.loses() + (doubt == null ? "" : "; and " + doubt);
        var way = new WayBack(
                Way.MEND,
                "on a copy of the database runs " + String.join("; ", plan.statements())
                        + "; then the copy takes the database's place, and what is there now is kept beside it",
                loses,
                scene.standby() == null ? null : scene.standby().restoreMillis(),
                "the copy's schema equals that of the recorded revision, and every row of the tables that stay is there"
                        + (scene.hasBackupOfTheRun() && touched.isEmpty() ? " and equals the backup's" : ""),
                loses != null);
        var restoreLosesLess = scene.hasBackupOfTheRun() && !scene.isBesideApplication();
        ways.add(restoreLosesLess ? ways.size() : 0, way);
    }

    private void salvage(List<WayBack> ways) {
        if (scene.means().salvageable()) {
            ways.add(new WayBack(
                    Way.SALVAGE,
                    "writes what can still be read to a new file beside the database; the database stays as it is",
                    null,
                    null,
                    "the new file passes the engine's own check, and what could not be read is listed",
                    true));
        }
    }

    private void stamp(List<WayBack> ways) {
        if (!scene.hasBackupOfTheRun() || !scene.means().stampable()) {
            return;
        }
        scene.diagnosis()
                .finding(FindingCode.APPLIED_NOT_STAMPED)
                .map(finding -> finding.evidence().get("revision"))
                .ifPresent(revision -> ways.add(new WayBack(
                        Way.STAMP,
                        "records revision " + revision + " as applied, if its step is proven to have run whole",
                        null,
                        null,
                        "the same steps on a copy of the backup give the same schema and the same rows in every table",
                        false)));
    }

    /** What is left to decide where nothing is offered that may be done unasked. */
    String decision() {
        if (ways().stream().anyMatch(way -> !way.onlyByName()) || situation == Situation.HEALTHY) {
            return null;
        }
        if (scene.altered() != null) {
            return "find out who changed the backup or its receipt; varve backups " + scene.target()
                    + " --prove proves the others, and varve restore " + scene.target() + " BACKUP-ID puts one back";
        }
        return switch (situation) {
            case UNREADABLE -> "make it readable first: the finding above says what is in the way";
            case TOOL_UNAVAILABLE -> "make the tool run first: the finding above says what is missing";
            case UNKNOWN_REVISION ->
                "run the release of the application whose scripts have that revision; or give up what was written since"
                        + " the backup";
            case DRIFTED ->
                "find out who changed the schema and bring the change into a revision; or, if it is known and meant:"
                        + " varve upgrade " + scene.target() + " --accept-drift";
            case UNMANAGED -> "find out which revision made these tables; never upgrade from base over them";
            default ->
                scene.standby() == null
                        ? "no proven backup is known here: look for one of your own, and keep a copy of the database as it"
                                + " is, a file with its companions, before anything else"
                        : "decide whether what was written since the backup may go";
        };
    }

    private String runId() {
        return scene.run() == null ? "?" : scene.run().runId();
    }
}
