package dev.varve.events;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Under which circumstances something was recorded: the metadata that every event carries.
 *
 * @param actor who asked for it
 * @param host on which machine
 * @param version Varve's own
 * @param reason why, in the actor's words; {@code null} if not given
 * @param ticket where it was agreed; {@code null} if not given
 */
public record Circumstances(String actor, String host, String version, String reason, String ticket) {

    /** Those that the metadata tells of; {@code null} where it does not. */
    public static Circumstances of(Map<String, String> metadata) {
        return new Circumstances(
                metadata.get("actor"),
                metadata.get("host"),
                metadata.get("version"),
                metadata.get("reason"),
                metadata.get("ticket"));
    }

    /** The metadata as stored: absent where {@code null}. */
    public Map<String, String> asMetadata() {
        var metadata = new LinkedHashMap<String, String>();
        metadata.put("actor", actor);
        metadata.put("host", host);
        metadata.put("version", version);
        if (reason != null) {
            metadata.put("reason", reason);
        }
        if (ticket != null) {
            metadata.put("ticket", ticket);
        }
        return metadata;
    }
}
