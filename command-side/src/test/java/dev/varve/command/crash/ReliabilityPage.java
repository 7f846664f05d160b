package dev.varve.command.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code docs/reliability.md}: what a run found stands between markers, and is written there only when asked for. */
final class ReliabilityPage {

    private static final Path PAGE = Path.of("..", "docs", "reliability.md");

    private ReliabilityPage() {}

    /** Keeps the text below {@code target}; with {@code -Dvarve.accept.docs=true} in the page too. */
    static void publish(String section, String text) throws IOException {
        var kept = Path.of("target", section + ".md").toAbsolutePath();
        Files.createDirectories(kept.getParent());
        Files.writeString(kept, text);
        System.out.println("written to " + kept);
        if (Boolean.getBoolean("varve.accept.docs")) {
            var page = Files.readString(PAGE);
            var begin = "<!-- " + section + ": begin -->\n";
            var from = page.indexOf(begin) + begin.length();
            var to = page.indexOf("<!-- " + section + ": end -->");
            if (from < begin.length() || to < from) {
                throw new AssertionError("expected the markers of " + section + " in " + PAGE);
            }
            Files.writeString(PAGE, page.substring(0, from) + text + page.substring(to));
        }
    }
}
