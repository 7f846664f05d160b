package dev.varve.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.events.TargetEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class EventReferenceTest {

    private static final Path PAGE = Path.of("../docs/events.md");
    private static final Path SOURCES = Path.of("src/main/java/dev/varve/events");
    private static final String ACCEPT = "varve.accept.docs";

    @Test
    void documentsTheEventsAsTheyAre() throws IOException {
        var page = EventReference.of(EventNames.ALL, SOURCES);
        if (Boolean.getBoolean(ACCEPT)) {
            Files.writeString(PAGE, page);
        }

        assertThat(Files.readString(PAGE))
                .as("docs/events.md is written from the events; accept a change with: ./mvnw test -pl event-store"
                        + " -Dtest=EventReferenceTest -D" + ACCEPT + "=true")
                .isEqualTo(page);
    }

    @Test
    void documentsEveryEventByName() {
        var page = EventReference.of(EventNames.ALL, SOURCES);

        assertThat(EventNames.ALL.all())
                .allSatisfy(named ->
                        assertThat(page).contains("### " + named.name() + ", revision " + named.revision() + "\n"));
    }

    @Test
    void refusesAnEventThatNobodyDescribed() {
        assertThatThrownBy(() -> RecordJavadoc.of(
                        TargetEvent.TargetRetired.class,
                        "/** Another one. */ record Other() {} record TargetRetired(String target)"))
                .hasMessageContaining(
                        "expected a javadoc comment on dev.varve.events.TargetEvent$TargetRetired, found none");
    }
}
