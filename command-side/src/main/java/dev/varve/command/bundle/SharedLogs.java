package dev.varve.command.bundle;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a tool or a fault printed, as far as it can be shown: where in the code something happened, and the kinds of errors. A printed
 * line may quote any value, so that every other line is only counted.
 */
final class SharedLogs {

    private static final int MOST_LINES = 2000;
    private static final int LONGEST_LINE = 64 * 1024;
    private static final List<Pattern> PLACES = List.of(
            Pattern.compile("(\\s*File \"[^\"]+\", line \\d+, in [\\w<>]+)"),
            Pattern.compile("(\\s+at [\\w.$/<>@-]+\\([\\w.$ :-]*\\))"),
            Pattern.compile("((?:Caused by: )?[\\w.$]+(?:Error|Exception|Failure))(?::.*)?"),
            Pattern.compile("(Traceback \\(most recent call last\\):)"));
    private static final Pattern RUNNING = Pattern.compile(".*Running (upgrade|downgrade) (\\S*) -> ([^,\\s]*).*");

    private final KnownNames names;

    SharedLogs(KnownNames names) {
        this.names = names;
    }

    /** The lines that can be shown, in order, and how many cannot. */
    String of(Path log) throws IOException {
        var shown = new StringBuilder();
        long[] leftOut = {0};
        for (var line : last(log)) {
            var place = place(line);
            if (place == null) {
                leftOut[0]++;
            } else {
                shown.append(place).append('\n');
            }
        }
        return shown + "[" + leftOut[0] + " other lines left out: they may quote data; " + Files.size(log)
                + " bytes in " + log + "]\n";
    }

    private String place(String line) {
        var running = RUNNING.matcher(line);
        if (running.matches()) {
            return "Running " + running.group(1) + " "
                    + names.revision(running.group(2).isEmpty() ? "base" : running.group(2)) + " -> "
                    + names.revision(running.group(3).isEmpty() ? "base" : running.group(3));
        }
        return PLACES.stream()
                .map(pattern -> pattern.matcher(line))
                .filter(java.util.regex.Matcher::matches)
                .map(found -> found.group(1))
                .findFirst()
                .orElse(null);
    }

    /** The last lines of a file of any size and any bytes. */
    static List<String> last(Path file) throws IOException {
        var decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        var lines = new ArrayDeque<String>();
        try (var reader = new BufferedReader(Channels.newReader(Files.newByteChannel(file), decoder, -1))) {
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.addLast(line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) : line);
                if (lines.size() > MOST_LINES) {
                    lines.removeFirst();
                }
            }
        }
        return List.copyOf(lines);
    }
}
