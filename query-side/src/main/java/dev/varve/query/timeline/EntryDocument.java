package dev.varve.query.timeline;

import dev.varve.cli.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/** An entry as the contract's {@code history --json} has it. */
public final class EntryDocument {

    private EntryDocument() {}

    /** May be added to. */
    public static Map<String, Object> of(TimelineEntry entry) {
        var document = new LinkedHashMap<String, Object>();
        document.put("sequence", entry.sequence());
        document.put("eventId", entry.eventId());
        document.put("type", entry.type());
        document.put("at", entry.at());
        document.put("actor", entry.actor());
        document.put("target", entry.target());
        document.put("runId", entry.runId());
        document.put("data", Json.parse(entry.data()));
        return document;
    }
}
