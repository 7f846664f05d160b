package dev.varve.query.schema;

import dev.varve.store.EventLog;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * Contents that events refer to, read once: what is addressed by its hash never changes. Keeps the few that were asked for last.
 *
 * @param <T> what a content is a list of
 */
final class KeptContents<T> {

    private static final int MOST_KEPT = 64;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final EventLog log;
    private final Class<T[]> type;
    private final Map<String, List<T>> kept = new LinkedHashMap<>(16, 0.75f, true);

    KeptContents(EventLog log, Class<T[]> type) {
        this.log = log;
        this.type = type;
    }

    /**
     * The content of that hash.
     *
     * @throws dev.varve.store.BlobMissing if the store does not hold it
     * @throws tools.jackson.core.JacksonException if it is no such list
     */
    List<T> read(String sha256) {
        synchronized (kept) {
            var known = kept.get(sha256);
            if (known != null) {
                return known;
            }
        }
        var read = List.of(JSON.readValue(log.blob(sha256), type));
        synchronized (kept) {
            kept.put(sha256, read);
            if (kept.size() > MOST_KEPT) {
                kept.remove(kept.keySet().iterator().next());
            }
        }
        return read;
    }
}
