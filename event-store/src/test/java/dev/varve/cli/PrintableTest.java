package dev.varve.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {

    @Test
    void leavesOrdinaryNamesOfAnyScriptAsTheyAre() {
        assertThat(Printable.text("chat größe 表 שלום 👍")).isEqualTo("chat größe 表 שלום 👍");
    }

    @Test
    void showsControlCharactersInsteadOfSendingThemToTheTerminal() {
        assertThat(Printable.text("a\u001b[31mb\nc\td\re\u0007f\u009bg\u007f"))
                .isEqualTo("a\\e[31mb\\nc\\td\\re\\u{7}f\\u{9b}g\\u{7f}");
    }

    @Test
    void showsCharactersThatReorderOrHideText() {
        assertThat(Printable.text("a\u202eb\u2066c\u200bd\ufeffe\u2028f"))
                .isEqualTo("a\\u{202e}b\\u{2066}c\\u{200b}d\\u{feff}e\\u{2028}f");
    }

    @Test
    void showsHalfACharacterByItsNumber() {
        assertThat(Printable.text("a\ud800")).isEqualTo("a\\u{d800}");
    }

    @Test
    void showsNothingAsADashAndAnEmptyNameInQuotes() {
        assertThat(Printable.text(null)).isEqualTo("-");
        assertThat(Printable.quoted("")).isEqualTo("''");
    }

    @Test
    void keepsTheLinesOfAToolsOutput() {
        assertThat(Printable.lines("a\r\nb\u001b[1m\nc")).isEqualTo("a\nb\\e[1m\nc");
    }
}
