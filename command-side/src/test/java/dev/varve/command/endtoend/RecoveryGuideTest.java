package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/recovery.md shows is what the commands print. */
class RecoveryGuideTest {

    private static final Path PAGE = Path.of("../docs/recovery.md");
    private static final String ACCEPT = "varve.accept.docs";

    @TempDir
    Path folder;

    @Test
    void showsWhatTheCommandsPrint() throws IOException {
        var watched = BrokenUpgrade.in(folder);
        watched.database().with("INSERT INTO users (mail) VALUES ('b@example.org')");

        var shown = everywhere(watched.type("recover", "app").exits(6).out());
        var done = everywhere(
                watched.type("recover", "app", "--option", "restore").exits(0).out());

        if (Boolean.getBoolean(ACCEPT)) {
            Files.writeString(PAGE, with("done", done, with("shown", shown, Files.readString(PAGE))));
        }
        assertThat(Files.readString(PAGE))
                .as("accept a change with -D" + ACCEPT + "=true")
                .contains(block(shown))
                .contains(block(done));
    }

    private static String with(String name, String text, String page) {
        var begin = page.indexOf("<!-- " + name + " -->");
        var end = page.indexOf("<!-- /" + name + " -->");
        return page.substring(0, begin) + "<!-- " + name + " -->\n" + block(text) + page.substring(end);
    }

    private static String block(String text) {
        return "```\n" + text + "```\n";
    }

    /** The same on every machine and on every day. */
    private String everywhere(String text) {
        return text.replace(folder.resolve("data").toString(), "/srv/app")
                .replaceAll("[0-9]{8}-[0-9]{6}-[0-9a-f]{6}", "20261124-031502-5f3a91")
                .replaceAll("varve-aside-[0-9]{8}-[0-9]{6}-[0-9]{3}", "varve-aside-20261124-031503-480")
                .replaceAll("[0-9]{8}-[0-9]{6}-[0-9]{3}\\b", "20261124-030114-209")
                .replaceAll("2[0-9]{3}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z", "2026-11-24T03:01:14.209Z")
                .replaceAll("about [0-9]+ seconds?", "about 1 second");
    }
}
