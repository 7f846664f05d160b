package dev.varve.command.simulate;

import dev.varve.engine.fingerprint.Schema;
import dev.varve.events.BlobRef;
import java.util.List;

/**
 * One revision of an invented application, and what it makes of the schema.
 *
 * @param file the script's name, without a folder
 * @param statements what it runs, in order
 * @param table which it is about
 * @param before the schema before it
 * @param halfway what is there if it is broken off after its first statement; {@code null} if that leaves no trace
 * @param after the schema after it
 * @param fingerprint of the schema after it
 * @param schemaBlob that schema, as it is kept
 * @param schemaRef what names it in an event
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ScriptedStep(
        String revision,
        String message,
        String file,
        String sha256,
        List<String> statements,
        String table,
        Schema before,
        Schema halfway,
        Schema after,
        String fingerprint,
        byte[] schemaBlob,
        BlobRef schemaRef) {

    /** Whether it writes to rows that were there. */
    boolean touchesRows() {
        return statements.stream().anyMatch(sql -> sql.startsWith("UPDATE "));
    }
}
