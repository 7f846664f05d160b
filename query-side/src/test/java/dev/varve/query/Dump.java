package dev.varve.query;

import dev.varve.query.projection.Views;
import java.util.ArrayList;
import java.util.List;

/** Everything that stands in the views, to compare. */
public final class Dump {

    private static final List<String> TABLES = List.of(
            "target_status",
            "timeline",
            "started_step",
            "backup",
            "finding",
            "access_token",
            "access_user",
            "run",
            "timeline_day");

    private Dump() {}

    public static List<String> of(Views views) {
        return views.ask(connection -> {
            var rows = new ArrayList<String>();
            for (var table : TABLES) {
                try (var statement = connection.createStatement();
                        var row = statement.executeQuery("select * from " + table + " order by 1, 2")) {
                    while (row.next()) {
                        var text = new StringBuilder(table);
                        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                            text.append(" | ").append(row.getString(i));
                        }
                        rows.add(text.toString());
                    }
                }
            }
            return rows;
        });
    }
}
