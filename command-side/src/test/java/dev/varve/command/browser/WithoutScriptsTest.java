package dev.varve.command.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Scripts add what is convenient. Whatever the pages show, they show without. */
class WithoutScriptsTest {

    static Stream<String> pages() {
        return Stream.concat(
                SitePages.withoutNames(),
                SitePages.withNames(InventedFleet.HOSTILE.dashboard().terminal()));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void showsTheSame(String address) {
        var dashboard = InventedFleet.HOSTILE.dashboard();
        try (var plain = dashboard.visitWithoutScripts();
                var scripted = dashboard.visit()) {
            var without = text(plain.open(address));

            assertThat(without).isNotBlank().isEqualTo(text(scripted.open(address)));
        }
    }

    /** Of the page itself, without the buttons that only a script can offer. */
    private static String text(Visit visit) {
        return ((String) visit.page().evaluate("""
                () => {
                  const main = document.querySelector('main').cloneNode(true);
                  main.querySelectorAll('.copy').forEach(each => each.remove());
                  return main.textContent;
                }
                """)).replaceAll("\\s+", " ").strip();
    }
}
