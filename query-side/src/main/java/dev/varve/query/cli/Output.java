package dev.varve.query.cli;

import dev.varve.cli.Surroundings;
import java.util.regex.Pattern;

/** How wide the lines for people are: {@code $COLUMNS} where the shell exports it, within reason. */
final class Output {

    private static final Pattern NUMBER = Pattern.compile("\\d{1,4}");
    private static final int DEFAULT_WIDTH = 110;
    private static final int NARROWEST = 80;
    private static final int WIDEST = 200;

    private Output() {}

    static int width(Surroundings surroundings) {
        var columns = surroundings.environment().getOrDefault("COLUMNS", "");
        return NUMBER.matcher(columns).matches()
                ? Math.clamp(Integer.parseInt(columns), NARROWEST, WIDEST)
                : DEFAULT_WIDTH;
    }
}
