package dev.varve.engine.database;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What makes one column equal to another. */
final class H2Column {

    private final H2Rows.Row row;
    private final List<String> words = new ArrayList<>();

    H2Column(H2Rows.Row row) {
        this.row = row;
    }

    String definition() {
        words.add(row.text("DOMAIN_NAME") == null ? row.text("TYPE_TEXT") : domain());
        if (row.is("IS_NULLABLE", "NO")) {
            words.add("NOT NULL");
        }
        say("COLUMN_DEFAULT", "DEFAULT ");
        say("COLUMN_ON_UPDATE", "ON UPDATE ");
        say("GENERATION_EXPRESSION", "AS ");
        identity();
        if (row.is("DEFAULT_ON_NULL", "TRUE")) {
            words.add("DEFAULT ON NULL");
        }
        if (row.is("IS_VISIBLE", "FALSE")) {
            words.add("INVISIBLE");
        }
        collation();
        return String.join(" ", words);
    }

    private String domain() {
        return H2Names.written(row.text("DOMAIN_NAME"));
    }

    private void say(String column, String word) {
        if (row.text(column) != null) {
            words.add(word + row.text(column));
        }
    }

    /** Where it stands now is content, not schema. */
    private void identity() {
        if (row.is("IS_IDENTITY", "YES")) {
            words.add("IDENTITY " + row.text("IDENTITY_GENERATION").toLowerCase(Locale.ROOT) + " from "
                    + row.text("IDENTITY_START") + " by " + row.text("IDENTITY_INCREMENT")
                    + (row.is("IDENTITY_CYCLE", "YES") ? " cycle" : ""));
        }
    }

    private void collation() {
        var collation = row.text("COLLATION_NAME");
        if (collation != null && !collation.equals("OFF")) {
            words.add("COLLATE " + collation);
        }
    }
}
