package dev.varve.engine.swap;

import dev.varve.engine.database.SqliteDatabase;
import dev.varve.engine.database.TableContent;
import java.nio.file.Path;
import java.util.List;

/**
 * What is to be put in a database's place.
 *
 * @param database the database
 * @param copy the file that takes its place, in the same folder, open nowhere
 * @param expectedFingerprint the schema's that the database must still have, version tables included
 * @param expectedContents the contents that the database must still have
 * @param fingerprint the copy's schema's, as it is recorded
 */
public record SwapOrder(
        SqliteDatabase database,
        Path copy,
        String expectedFingerprint,
        List<TableContent> expectedContents,
        String fingerprint) {

    public SwapOrder {
        expectedContents = List.copyOf(expectedContents);
    }
}
