package dev.varve.engine.recovery;

import dev.varve.engine.observation.TableChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What a database holds beside the backup that may take its place, counted. */
final class AgainstBackup {

    private final Scene scene;

    AgainstBackup(Scene scene) {
        this.scene = scene;
    }

    /** How the contents compare, as evidence. */
    List<String> inWords() {
        if (scene.standby() == null) {
            return List.of();
        }
        var backup = "backup " + scene.standby().backup().id();
        if (scene.sinceBackup() == null) {
            return List.of("the contents cannot be compared with " + backup + ": the database cannot be read");
        }
        var words = new ArrayList<String>();
        scene.sinceBackup().stream()
                .filter(table -> !sameContent(table))
                .map(AgainstBackup::compared)
                .forEach(words::add);
        return words.isEmpty() ? List.of("every table holds exactly what " + backup + " holds") : words;
    }

    private static String compared(TableChange table) {
        if (table.rowsBefore() == null) {
            return "table " + table.name() + ": not in the backup, " + rows(table.rowsAfter()) + " now";
        }
        if (table.rowsAfter() == null) {
            return "table " + table.name() + ": " + rows(table.rowsBefore()) + " in the backup, gone now";
        }
        return "table " + table.name() + ": " + rows(table.rowsBefore()) + " in the backup, "
                + (table.rowsBefore().equals(table.rowsAfter()) ? "as many" : rows(table.rowsAfter()))
                + " now, with other content";
    }

    /** What putting the backup back takes away; {@code null} if nothing. */
    String lost() {
        if (scene.sinceBackup() == null) {
            return "whatever was written since " + scene.standby().backup().takenAt()
                    + ", which cannot be counted: the database cannot be read";
        }
        var lost = scene.sinceBackup().stream()
                .map(AgainstBackup::lost)
                .filter(Objects::nonNull)
                .toList();
        return lost.isEmpty() ? null : String.join("; ", lost);
    }

    private static String lost(TableChange table) {
        if (sameContent(table) || table.rowsAfter() == null || table.rowsAfter() == 0) {
            return null;
        }
        if (table.rowsBefore() == null) {
            return rows(table.rowsAfter()) + " of table " + table.name() + ", which the backup does not have";
        }
        long more = table.rowsAfter() - table.rowsBefore();
        return more > 0
                ? rows(more) + " of table " + table.name() + " written since"
                : "changes in table " + table.name() + " since, if they were not the run's own";
    }

    private static boolean sameContent(TableChange table) {
        return table.contentBefore() != null && table.contentBefore().equals(table.contentAfter());
    }

    static String rows(long count) {
        return count + (count == 1 ? " row" : " rows");
    }
}
