package dev.varve.store;

import dev.varve.events.AccessEvent;
import dev.varve.events.BlobRef;
import dev.varve.events.Circumstances;
import dev.varve.events.LateFact;
import dev.varve.events.LeaseHolder;
import dev.varve.events.RecordedFailure;
import dev.varve.events.RecordedFinding;
import dev.varve.events.RecordedOption;
import dev.varve.events.RecordedSession;
import dev.varve.events.RecordedStep;
import dev.varve.events.RecordedTable;
import dev.varve.events.RecordedVerdict;
import dev.varve.events.RehearsedStep;
import dev.varve.events.RunEvent;
import dev.varve.events.TargetEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes {@code docs/events.md} from the events' names, their records and their javadoc. */
final class EventReference {

    private static final String OPENING = """
            # Events

            This page is written from the code; a test compares the two. Everything that Varve records is one of these events. A name never changes; a
            new shape gets a new revision, and old events are read through an upcaster. `varve history --all --json` prints them with their fields under `data`.

            Beside its fields every event has a place in the log (`sequence`), an id, a time (UTC), and the circumstances of who recorded it. A field is `null` where
            nothing is known; it is never left out. Times are RFC 3339, sizes are in bytes, durations in milliseconds, hashes are SHA-256 in lower-case hex.
            """;

    private static final List<Class<?>> VALUES = List.of(
            Circumstances.class,
            LeaseHolder.class,
            RecordedFinding.class,
            RecordedStep.class,
            RehearsedStep.class,
            LateFact.class,
            RecordedOption.class,
            RecordedFailure.class,
            RecordedTable.class,
            RecordedVerdict.class,
            RecordedSession.class,
            BlobRef.class);

    private static final Map<Type, String> WORDS = Map.of(
            String.class, "text",
            int.class, "number",
            long.class, "number",
            Long.class, "number or null",
            boolean.class, "true or false",
            Boolean.class, "true, false or null");

    private final Path sources;
    private final StringBuilder page = new StringBuilder(OPENING);

    private EventReference(Path sources) {
        this.sources = sources;
    }

    /**
     * The whole page.
     *
     * @param sources the folder that holds the events' source files
     */
    static String of(EventNames names, Path sources) {
        return new EventReference(sources).write(names);
    }

    private String write(EventNames names) {
        stream("Events of a watched database", TargetEvent.class, names);
        stream("Events of a run", RunEvent.class, names);
        stream("Events of access", AccessEvent.class, names);
        page.append("\n## Values inside events\n");
        for (var value : VALUES) {
            section(value.getSimpleName(), value);
        }
        return page.toString();
    }

    private void stream(String heading, Class<?> stream, EventNames names) {
        page.append("\n## ").append(heading).append('\n');
        names.all().stream()
                .filter(named -> stream.isAssignableFrom(named.eventClass()))
                .forEach(named -> section(named.name() + ", revision " + named.revision(), named.eventClass()));
    }

    private void section(String heading, Class<?> record) {
        var outermost = record.getEnclosingClass() == null ? record : record.getEnclosingClass();
        var source = sources.resolve(outermost.getSimpleName() + ".java");
        var javadoc = RecordJavadoc.of(record, read(source));
        page.append("\n### ").append(heading).append("\n\n");
        page.append(javadoc.sentence()).append("\n\n");
        for (var field : record.getRecordComponents()) {
            page.append("- `").append(field.getName()).append("`: ").append(words(field));
            var meaning = javadoc.fields().get(field.getName());
            page.append(meaning == null ? "" : "; " + meaning).append('\n');
        }
    }

    private static String read(Path source) {
        try {
            return Files.readString(source);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String words(RecordComponent field) {
        return words(field.getGenericType());
    }

    private static String words(Type type) {
        if (type instanceof ParameterizedType generic) {
            var arguments = Arrays.stream(generic.getActualTypeArguments())
                    .map(EventReference::words)
                    .collect(Collectors.joining(" to "));
            return (generic.getRawType() == Map.class ? "map of " : "list of ") + arguments;
        }
        var word = WORDS.get(type);
        return word != null ? word : reference((Class<?>) type);
    }

    private static String reference(Class<?> value) {
        if (!VALUES.contains(value)) {
            throw new IllegalArgumentException("expected a value that the page describes, found " + value.getName());
        }
        return "[" + value.getSimpleName() + "](#" + value.getSimpleName().toLowerCase(java.util.Locale.ROOT) + ")";
    }
}
