package dev.varve.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void alignsColumnsAndSetsNumbersToTheRight() {
        var table = Table.of("NAME", "ROWS", "SAYS").row("chat", 12, "ok").row("a longer name", 2234, null);
        assertThat(table.render(80))
                .containsExactly("NAME           ROWS  SAYS", "chat             12  ok", "a longer name  2234  -");
    }

    @Test
    void wrapsTheLastColumnUnderItself() {
        var table = Table.of("STEP", "WHAT").row("1", "adds a column to the table of chats and fills it slowly");
        assertThat(table.render(41))
                .containsExactly(
                        "STEP  WHAT", "1     adds a column to the table of chats", "      and fills it slowly");
    }

    @Test
    void breaksAWordThatIsLongerThanTheLine() {
        assertThat(Table.of("W").row("x".repeat(50)).render(10))
                .containsExactly("W", "x".repeat(24), "x".repeat(24), "xx");
    }

    @Test
    void keepsAPathWholeSoThatItCanBeCopied() {
        var path = "/srv/chat/backups/" + "x".repeat(30);
        assertThat(Table.of("W").row("a copy at " + path + " was made").render(20))
                .containsExactly("W", "a copy at", path, "was made");
    }

    @Test
    void countsWideCharactersAsTwoCells() {
        assertThat(Table.of("A", "B").row("表表", "x").row("abcd", "y").render(80))
                .containsExactly("A     B", "表表  x", "abcd  y");
    }

    @Test
    void keepsAHostileCellOnItsLine() {
        assertThat(Table.of("A", "B").row("x\n\u001b[2J", "y").render(80).get(1))
                .isEqualTo("x\\n\\e[2J  y");
    }

    @Test
    void refusesARowOfAnotherLength() {
        assertThatThrownBy(() -> Table.of("A", "B").row("x"))
                .hasMessage("expected 2 cells, found 1")
                .isInstanceOf(IllegalArgumentException.class);
    }
}
