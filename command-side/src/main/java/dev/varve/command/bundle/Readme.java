package dev.varve.command.bundle;

/** What a person who opens the bundle reads first. */
public final class Readme {

    private static final String TEXT = """
            Diagnostics of a database under watch by Varve, to share with somebody who helps.

            What is in it
              versions.json               Varve, Java, operating system, SQLite driver
              target.json, tool.json      how the database is reached, the tool's versions, NAMES of variables
              diagnosis.json              state, current, heads, pending, rows per table, codes of the findings
              graph.json                  the revisions of the scripts: ids, parents, file names, hashes
              schema.txt                  tables, columns, indexes, constraints; literals replaced by ?
              events.jsonl                the last recorded events of the database, field by field
              runs/ID/statements.jsonl    the statements of its last runs; literals replaced by ?
              runs/ID/output.txt          of what the tool printed: places in the code, kinds of errors, revisions
              faults/                     likewise of faults of Varve itself
              backups.json                ids, paths, sizes, hashes of files
              store.json, room*.json      whether the event log is whole, and the room on the volumes

            What is not in it, by rule
              No row, no default, no literal of a script, no bound value: strings, numbers, blobs and comments of SQL are
              replaced, and so is every bare or double-quoted word that could be a value.
              No value of a variable, no password, no reason, actor, host or ticket.
              No message that a database, a script or a tool worded, unless it names nothing but tables and columns.
              No hash of a table's content: few values are easily guessed.
              Names of tables, columns, indexes, files and folders are shown. Look through them before you share this.
            """;

    private Readme() {}

    /** The text, with the parts that are missing. */
    public static String of(Bundle bundle) {
        var text = new StringBuilder(TEXT);
        if (!bundle.missing().isEmpty()) {
            text.append("\nWhat could not be gathered\n");
            bundle.missing().forEach((part, why) -> text.append("  " + part + ": " + why + "\n"));
        }
        return text.toString();
    }
}
