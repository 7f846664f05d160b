package dev.varve.store;

import dev.varve.events.VarveEvent;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/**
 * Events as JSON bytes and back. Fields stand in the order of the record, {@code null} is written, maps are sorted, so equal events give
 * equal bytes. Reading accepts exactly what writing gives: an unknown or a missing field is an error, never a guess.
 */
final class EventJson {

    private static final TypeReference<TreeMap<String, String>> TEXTS = new TypeReference<>() {};

    private final JsonMapper mapper = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .withCoercionConfig(
                    LogicalType.Textual,
                    coercion -> coercion.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .build();

    JsonMapper mapper() {
        return mapper;
    }

    byte[] write(Object event) {
        try {
            return mapper.writeValueAsBytes(event);
        } catch (JacksonException e) {
            throw new EventUnwritable("an event that can be written as JSON", e.getOriginalMessage(), e);
        }
    }

    byte[] writeMetadata(Map<String, ?> metadata) {
        var texts = new TreeMap<String, String>();
        metadata.forEach((key, value) -> {
            if (!(value instanceof String text)) {
                var found = key + " = "
                        + (value == null ? "null" : "a " + value.getClass().getName());
                throw new EventUnwritable("metadata that consists of texts", found, null);
            }
            texts.put(key, text);
        });
        return write(texts);
    }

    VarveEvent read(byte[] json, EventNames.Named named) {
        try {
            return mapper.readValue(json, named.eventClass());
        } catch (JacksonException e) {
            var expected = named.name() + " of revision " + named.revision();
            throw new EventUnreadable(expected, e.getOriginalMessage(), e);
        }
    }

    JsonNode tree(byte[] json) {
        return mapper.readTree(json);
    }

    Map<String, String> readMetadata(byte[] json) {
        try {
            return mapper.readValue(json, TEXTS);
        } catch (JacksonException e) {
            throw new EventUnreadable("metadata that consists of texts", e.getOriginalMessage(), e);
        }
    }
}
