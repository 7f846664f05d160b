package dev.varve.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.events.VarveEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opentest4j.AssertionFailedError;

/** Holds the stored shape of every event: it may not change by accident. */
class EventShapeTest {

    private static final Path SHAPES = Path.of("src/test/resources/dev/varve/store/events");
    private static final String ACCEPT = "varve.accept.shapes";

    private final EventJson json = new EventJson();
    private final EventSerializer serializer = new EventSerializer(EventNames.ALL, json);

    static Stream<Class<?>> events() {
        return AnyEvent.recordsOf(VarveEvent.class);
    }

    @Test
    void namesEveryEventOnce() {
        var named =
                EventNames.ALL.all().stream().map(EventNames.Named::eventClass).collect(Collectors.toSet());

        assertThat(named).isEqualTo(events().collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @MethodSource("events")
    void writesEveryEventInTheShapeThatIsOnRecord(Class<?> event) throws IOException {
        var named = EventNames.ALL.of(event);
        var file = SHAPES.resolve(named.name() + "-" + named.revision() + ".json");
        var shape = json.mapper()
                        .writerWithDefaultPrettyPrinter()
                        .writeValueAsString(json.tree(json.write(AnyEvent.of(event))))
                + "\n";
        if (Boolean.getBoolean(ACCEPT)) {
            Files.writeString(file, shape);
        }
        if (!Files.exists(file)) {
            throw new AssertionFailedError("expected the shape of " + named.name() + " in " + file
                    + ", found no such file; if the event is new, run the test with -D" + ACCEPT
                    + "=true, look at the file and commit it; a changed shape takes a new revision and an upcaster");
        }
        assertThat(shape).isEqualTo(Files.readString(file));
    }

    @ParameterizedTest
    @MethodSource("events")
    void readsEveryEventBackEqual(Class<?> event) {
        for (var original : new VarveEvent[] {AnyEvent.of(event), AnyEvent.ofNulls(event)}) {
            var stored = serializer.serialize(original, byte[].class);

            Object read = serializer.deserialize(stored);
            assertThat(read).isEqualTo(original);
        }
    }

    @Test
    void keepsAFileForEveryEvent() throws IOException {
        try (var files = Files.list(SHAPES)) {
            var current = EventNames.ALL.all().stream()
                    .map(named -> named.name() + "-" + named.revision() + ".json")
                    .toList();
            assertThat(files.map(file -> file.getFileName().toString()).toList())
                    .containsAll(new HashSet<>(current));
        }
    }

    @Test
    void givesEqualBytesForEqualEvents() {
        var event = EventNames.ALL.named("BackupProven").eventClass();

        assertThat(new String(json.write(AnyEvent.of(event)), UTF_8))
                .isEqualTo(new String(json.write(AnyEvent.of(event)), UTF_8))
                .contains("\"rows\":{\"first\":2004,\"second\":2011}");
    }
}
