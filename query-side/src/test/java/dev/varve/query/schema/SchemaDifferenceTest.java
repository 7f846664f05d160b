package dev.varve.query.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.varve.query.schema.SchemaDifference.Span;
import java.util.List;
import org.junit.jupiter.api.Test;

class SchemaDifferenceTest {

    private static List<SchemaObject> schema(SchemaPart... parts) {
        return SchemaObject.of(List.of(parts));
    }

    private static SchemaPart part(String kind, String owner, String name, String definition) {
        return new SchemaPart(kind, owner, name, definition);
    }

    @Test
    void isEmptyBetweenEqualSchemas() {
        var one = schema(part("TABLE", "t", "t", ""), part("COLUMN", "t", "id", "INTEGER"));

        assertThat(SchemaDifference.between(one, one).isEmpty()).isTrue();
    }

    @Test
    void tellsEveryPartOfWhatWasAddedAndOfWhatWasRemoved() {
        var table = schema(part("TABLE", "t", "t", ""), part("COLUMN", "t", "id", "INTEGER"));

        var added = SchemaDifference.between(List.of(), table).objects().getFirst();
        var removed = SchemaDifference.between(table, List.of()).objects().getFirst();

        assertThat(added.change()).isEqualTo(Change.ADDED);
        assertThat(added.parts())
                .extracting(part -> part.kind(), part -> part.name(), part -> part.before(), part -> part.after())
                .containsExactly(tuple("TABLE", "t", null, ""), tuple("COLUMN", "id", null, "INTEGER"));
        assertThat(removed.change()).isEqualTo(Change.REMOVED);
        assertThat(removed.parts()).extracting(part -> part.change()).containsOnly(Change.REMOVED);
    }

    @Test
    void showsWordByWordWhatChangedInsideOfADefinition() {
        var before = schema(part("VIEW", "v", "v", "SELECT id, name FROM users"));
        var after = schema(part("VIEW", "v", "v", "SELECT id, mail FROM users WHERE id > 1"));

        var view = SchemaDifference.between(before, after).objects().getFirst();

        assertThat(view.kind()).isEqualTo("VIEW");
        var words = view.parts().getFirst().words();
        assertThat(words).contains(new Span("name", Change.REMOVED), new Span("mail", Change.ADDED));
        assertThat(text(words, Change.ADDED)).isEqualTo("SELECT id, name FROM users");
        assertThat(text(words, Change.REMOVED)).isEqualTo("SELECT id, mail FROM users WHERE id > 1");
    }

    private static String text(List<Span> words, Change without) {
        return String.join(
                "",
                words.stream()
                        .filter(span -> span.change() != without)
                        .map(Span::text)
                        .toList());
    }

    @Test
    void leavesIndexesAndConstraintsWithTheirTable() {
        var before = schema(part("TABLE", "t", "t", ""), part("INDEX", "t", "ix", "ON t (a)"));
        var after = schema(part("TABLE", "t", "t", ""), part("UNIQUE", "t", "UNIQUE (a)", "UNIQUE (a)"));

        assertThat(SchemaDifference.between(before, after).objects())
                .singleElement()
                .satisfies(table -> {
                    assertThat(table.change()).isEqualTo(Change.CHANGED);
                    assertThat(table.parts())
                            .extracting(part -> part.kind(), part -> part.change())
                            .containsExactly(tuple("INDEX", Change.REMOVED), tuple("UNIQUE", Change.ADDED));
                });
    }

    @Test
    void comparesNoGiantDefinitionsWordByWord() {
        var before = schema(part("VIEW", "v", "v", "a ".repeat(20_000)));
        var after = schema(part("VIEW", "v", "v", "b ".repeat(20_000)));

        assertThat(SchemaDifference.between(before, after)
                        .objects()
                        .getFirst()
                        .parts()
                        .getFirst()
                        .words())
                .extracting(Span::change)
                .containsExactly(Change.REMOVED, Change.ADDED);
    }
}
