package dev.varve.command.run;

import dev.varve.engine.fingerprint.Facet;
import dev.varve.engine.fingerprint.Schema;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** A whole schema as it is kept in the record: a JSON list of its facets, in order. */
public final class SchemaBlob {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private SchemaBlob() {}

    /** As it is kept. */
    public static byte[] of(Schema schema) {
        return JSON.writeValueAsBytes(List.copyOf(schema.facets()));
    }

    /**
     * The schema that was kept.
     *
     * @throws tools.jackson.core.JacksonException if these are no facets
     */
    public static Schema read(byte[] kept) {
        return Schema.of(List.of(JSON.readValue(kept, Facet[].class)));
    }
}
