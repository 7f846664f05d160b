package dev.varve.command.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The pictures in {@code docs/dashboard.md}. Whether each page has one is checked; how it looks is for people to see when they take new ones.
 */
class PicturesTest {

    private static final Path DOCS = Path.of("../docs");
    private static final String ACCEPT = "varve.accept.docs";
    private static final long LARGEST = 150_000;

    @Test
    void showEachPage() throws IOException {
        if (Boolean.getBoolean(ACCEPT)) {
            Scenes.take(DOCS.resolve("images"));
        }
        var page = Files.readString(DOCS.resolve("dashboard.md"));
        for (var scene : Scenes.ALL) {
            var picture = DOCS.resolve("images").resolve(scene.picture());
            assertThat(picture)
                    .as("accept a new picture with: ./mvnw test -pl command-side -am -Dtest=PicturesTest -D" + ACCEPT
                            + "=true")
                    .isRegularFile();
            assertThat(Files.size(picture)).as("bytes of %s", picture).isLessThan(LARGEST);
            assertThat(page).contains("](images/" + scene.picture() + ")");
        }
    }

    @Test
    void leaveNoPageOut() {
        assertThat(SitePages.patterns())
                .allSatisfy(pattern -> assertThat(Scenes.ALL)
                        .as("a picture of %s, in Scenes", pattern)
                        .anyMatch(scene -> scene.pattern().equals(pattern)));
    }
}
