package dev.varve.query.web.past;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Answers that stay right, as long as there is room: those that were asked for longest ago go first. What is looked up must name the event up to which it
 * is told. Safe for several threads; two that ask at once may both work it out.
 */
public final class KeptAnswers<K, V> {

    private final Map<K, V> kept;

    /**
     * Room for some.
     *
     * @param room how many are kept
     */
    public KeptAnswers(int room) {
        kept = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > room;
            }
        };
    }

    /** The answer, worked out if it is not kept. */
    public V of(K key, Supplier<V> work) {
        synchronized (kept) {
            var known = kept.get(key);
            if (known != null) {
                return known;
            }
        }
        var answer = work.get();
        synchronized (kept) {
            kept.put(key, answer);
        }
        return answer;
    }
}
