package dev.varve.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.events.TargetEvent.TargetRetired;
import java.util.LinkedHashMap;
import java.util.Map;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.SimpleSerializedObject;
import org.junit.jupiter.api.Test;

class EventSerializerTest {

    private final EventSerializer serializer = new EventSerializer(EventNames.ALL, new EventJson());

    @Test
    void refusesAnUnknownNameByName() {
        assertThatThrownBy(() -> read("TargetPainted", "1", "{}"))
                .isInstanceOf(UnknownEvent.class)
                .hasMessage("expected the name of an event that this release knows, found \"TargetPainted\";"
                        + " use the release of Varve that wrote it, or a later one");
    }

    @Test
    void refusesTheNameOfAClass() {
        assertThatThrownBy(() -> read(TargetRetired.class.getName(), "1", "{\"target\":\"a\"}"))
                .isInstanceOf(UnknownEvent.class);
    }

    @Test
    void refusesARevisionThatNoUpcasterLifts() {
        assertThatThrownBy(() -> read("TargetRetired", "2", "{\"target\":\"a\"}"))
                .isInstanceOf(UnknownEvent.class)
                .hasMessageContaining("expected TargetRetired of revision 1, or an upcaster to it, found revision 2");
        assertThatThrownBy(() -> read("TargetRetired", null, "{\"target\":\"a\"}"))
                .isInstanceOf(UnknownEvent.class)
                .hasMessageContaining("found revision null");
    }

    @Test
    void refusesAShapeOtherThanTheRecords() {
        for (var payload : new String[] {
            "{\"target\":\"a\",\"more\":1}",
            "{}",
            "{\"target\":1}",
            "[]",
            "",
            "{\"target\":\"a\"}{}",
            "{\"target\":\"a\",\"target\":\"b\"}"
        }) {
            assertThatThrownBy(() -> read("TargetRetired", "1", payload))
                    .as(payload)
                    .isInstanceOf(EventUnreadable.class)
                    .hasMessageContaining("TargetRetired of revision 1");
        }
    }

    @Test
    void writesNothingThatHasNoStableName() {
        assertThatThrownBy(() -> serializer.serialize("a text", byte[].class))
                .isInstanceOf(UnknownEvent.class)
                .hasMessageContaining("found java.lang.String");
    }

    @Test
    void writesMetadataAsSortedTexts() {
        var metadata = new LinkedHashMap<String, Object>();
        metadata.put("host", "db\n1");
        metadata.put("actor", "ann \"a\"");

        var stored = serializer.serialize(MetaData.from(metadata), byte[].class);

        assertThat(new String(stored.getData(), UTF_8)).isEqualTo("{\"actor\":\"ann \\\"a\\\"\",\"host\":\"db\\n1\"}");
        Object read = serializer.deserialize(stored);
        assertThat(read).isEqualTo(MetaData.from(metadata));
    }

    @Test
    void refusesMetadataThatIsNoText() {
        assertThatThrownBy(() -> serializer.serialize(MetaData.from(Map.of("pid", 7)), byte[].class))
                .isInstanceOf(EventUnwritable.class)
                .hasMessageContaining("expected metadata that consists of texts, found pid = a java.lang.Integer");
    }

    private Object read(String name, String revision, String payload) {
        return serializer.deserialize(
                new SimpleSerializedObject<>(payload.getBytes(UTF_8), byte[].class, name, revision));
    }
}
