package dev.varve.query.projection;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** View records as they stand in the read model: JSON, every property by name, none unknown. */
public final class Document {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private Document() {}

    public static String write(Object row) {
        return MAPPER.writeValueAsString(row);
    }

    public static <T> T read(String document, Class<T> type) {
        return MAPPER.readValue(document, type);
    }
}
