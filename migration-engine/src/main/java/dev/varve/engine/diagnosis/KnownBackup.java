package dev.varve.engine.diagnosis;

import dev.varve.engine.database.FileDatabase;
import java.util.Map;

/**
 * A proven backup to compare a database with.
 *
 * @param id its id
 * @param rows how many it holds, by table
 * @param copy the backup itself, only read; {@code null} where it has to be restored before anything in it can be read
 */
public record KnownBackup(String id, Map<String, Long> rows, FileDatabase copy) {

    public KnownBackup {
        rows = Map.copyOf(rows);
    }
}
