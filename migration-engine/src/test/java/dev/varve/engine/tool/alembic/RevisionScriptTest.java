package dev.varve.engine.tool.alembic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RevisionScriptTest {

    @Test
    void readsPlainAnnotatedAndManyLinedAssignmentsInEitherQuotes() {
        var script = new RevisionScript("""
                '''Add a table # not a comment

                revision = "not this one"
                '''
                from typing import Union
                revision: str = "abc"  # the id
                down_revision: Union[str, None] = (
                    'one',  # first
                    "tw" "o",
                )
                branch_labels = None
                depends_on = ["x"]
                if True:
                    revision = 'nor this one'
                """);
        assertThat(script.message()).isEqualTo("Add a table # not a comment");
        assertThat(script.strings("revision")).contains(List.of("abc"));
        assertThat(script.strings("down_revision")).contains(List.of("one", "two"));
        assertThat(script.strings("branch_labels")).contains(List.of());
        assertThat(script.strings("depends_on")).contains(List.of("x"));
        assertThat(script.strings("absent")).contains(List.of());
    }

    @Test
    void leavesWhatIsComputedToPython() {
        assertThat(new RevisionScript("revision = make_id('a')\n").strings("revision"))
                .isEmpty();
        assertThat(new RevisionScript("revision == 'a'\n").assigns("revision")).isFalse();
    }

    @Test
    void survivesEmptyAndBrokenFiles() {
        assertThat(new RevisionScript("").message()).isEmpty();
        assertThat(new RevisionScript("revision = 'never closed").strings("revision"))
                .contains(List.of("never closed"));
        assertThat(new RevisionScript("\uFEFF\"\"\"\"\"\"\r\nrevision = 'a\\'b'\r\n").strings("revision"))
                .contains(List.of("a'b"));
    }

    @Test
    void findsTablesThatUpgradeDropsAndNotThoseOfDowngrade() {
        var script = new RevisionScript("""
                def upgrade() -> None:
                    op.drop_table("one")
                    op.execute(sa.text('drop table if exists "two words", x'))
                    # op.drop_table("commented")

                def downgrade():
                    op.drop_table("three")
                """);
        assertThat(script.dropped()).containsExactly("one", "two words");
    }
}
