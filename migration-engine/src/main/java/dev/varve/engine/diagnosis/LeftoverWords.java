package dev.varve.engine.diagnosis;

import dev.varve.engine.finding.Finding;
import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.finding.Severity;
import java.util.LinkedHashMap;

/**
 * Says what a killed batch operation left. Alembic makes {@code _alembic_tmp_X}, copies the rows of X, drops X and renames: while X is
 * whole the leftover is a copy to throw away, and once X is gone the leftover is the only place where its rows are.
 */
final class LeftoverWords {

    private final Situation situation;

    LeftoverWords(Situation situation) {
        this.situation = situation;
    }

    Finding of(String leftover) {
        var table = Situation.tableOf(leftover);
        var there = situation.live().tables().contains(table);
        var whole = situation.isWhole(table);
        var evidence = new LinkedHashMap<String, Object>();
        evidence.put("table", leftover);
        evidence.put("rows", situation.rows().get(leftover));
        evidence.put("original", table);
        evidence.put("originalIsThere", there);
        evidence.put("originalIsWhole", whole);
        evidence.put("originalRows", situation.rows().get(table));
        return new Finding(
                FindingCode.LEFTOVER_TEMP_TABLE,
                Severity.ERROR,
                "expected no table of an unfinished batch operation, found " + leftover + rows(leftover) + "; "
                        + original(table, there, whole),
                evidence,
                KnownRun.restoring(situation.target(), situation.lastRun()) + withoutBackup(leftover, there, whole));
    }

    private String original(String table, boolean there, boolean whole) {
        if (!there) {
            return "table " + table + " is gone: the leftover is the only place where its rows are";
        }
        return "table " + table + (whole ? " is whole" : " is there, and not as its revision makes it") + rows(table);
    }

    private String rows(String table) {
        var rows = situation.rows().get(table);
        return rows == null ? "" : ", with " + rows + " rows";
    }

    private static String withoutBackup(String leftover, boolean there, boolean whole) {
        if (!there) {
            return "; never drop " + leftover;
        }
        return whole
                ? "; without a backup: drop " + leftover + " in a copy of the file, and diagnose that one --deep"
                : "";
    }
}
