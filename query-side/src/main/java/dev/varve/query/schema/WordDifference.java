package dev.varve.query.schema;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import dev.varve.query.schema.SchemaDifference.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What differs between two definitions, word by word: canonical SQL is one line, however long. */
final class WordDifference {

    private static final Pattern WORD = Pattern.compile("\\s+|[\\p{L}\\p{N}_]+|.", Pattern.DOTALL);
    /** Comparing takes as many steps as there are words, times as many as differ. */
    private static final int MOST_CHARACTERS = 20_000;

    private WordDifference() {}

    /** @param before {@code null} if there was none; {@code after} likewise */
    static List<Span> of(String before, String after) {
        if (before == null || after == null || before.length() + after.length() > MOST_CHARACTERS) {
            return apart(before, after);
        }
        var spans = new ArrayList<Span>();
        for (var delta : DiffUtils.diff(words(before), words(after), true).getDeltas()) {
            add(spans, delta);
        }
        return spans;
    }

    private static void add(List<Span> spans, AbstractDelta<String> delta) {
        var was = String.join("", delta.getSource().getLines());
        var is = String.join("", delta.getTarget().getLines());
        switch (delta.getType()) {
            case EQUAL -> spans.add(new Span(was, Change.SAME));
            case DELETE, INSERT, CHANGE -> spans.addAll(apart(was.isEmpty() ? null : was, is.isEmpty() ? null : is));
        }
    }

    private static List<Span> apart(String before, String after) {
        var spans = new ArrayList<Span>();
        if (before != null) {
            spans.add(new Span(before, Change.REMOVED));
        }
        if (after != null) {
            spans.add(new Span(after, Change.ADDED));
        }
        return spans;
    }

    private static List<String> words(String text) {
        return WORD.matcher(text).results().map(found -> found.group()).toList();
    }
}
