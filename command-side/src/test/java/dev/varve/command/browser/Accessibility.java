package dev.varve.command.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** What axe finds on a page; what it calls serious or critical fails the test. */
final class Accessibility {

    private static final String AXE = script();

    /** Each as a line: the rule, what it asks for, the element, and what is wrong with it. */
    private static final String FIND = """
            async () => (await axe.run(document, { resultTypes: ['violations'] })).violations
                .filter(found => ['serious', 'critical'].includes(found.impact))
                .flatMap(found => found.nodes.map(node => found.id + ' (' + found.impact + '): ' + found.help + '\\n  at '
                    + node.target.join(' ') + ' ' + node.html.slice(0, 200) + '\\n  ' + node.failureSummary))
            """;

    private Accessibility() {}

    /** Fails with everything found. */
    static void check(Page page, String as) {
        if (Boolean.FALSE.equals(page.evaluate("() => 'axe' in window"))) {
            page.evaluate(AXE);
        }
        assertThat((List<?>) page.evaluate(FIND)).as("%s: %s", as, page.url()).isEmpty();
    }

    private static String script() {
        try (var file = Accessibility.class.getResourceAsStream("/axe.min.js")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
