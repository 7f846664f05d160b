package dev.varve.query.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What separates one schema from another, object by object and part by part; what is equal is left out.
 *
 * @param objects by name
 */
public record SchemaDifference(List<OfObject> objects) {

    /**
     * What became of an object.
     *
     * @param change {@code CHANGED} if it is in both and some of its parts are not equal
     * @param parts those that are not equal
     */
    public record OfObject(String kind, String name, Change change, List<OfPart> parts) {

        public OfObject {
            parts = List.copyOf(parts);
        }
    }

    /**
     * What became of a part.
     *
     * @param before its definition; {@code null} if it was added
     * @param after its definition; {@code null} if it was removed
     * @param words both definitions word by word
     */
    public record OfPart(String kind, String name, Change change, String before, String after, List<Span> words) {

        public OfPart {
            words = List.copyOf(words);
        }
    }

    /** A piece of text that is the same in both, or in one of them alone: added is in the later one. */
    public record Span(String text, Change change) {}

    public SchemaDifference {
        objects = List.copyOf(objects);
    }

    public boolean isEmpty() {
        return objects.isEmpty();
    }

    /** What changed from the earlier to the later one. */
    public static SchemaDifference between(List<SchemaObject> earlier, List<SchemaObject> later) {
        var before = byName(earlier);
        var after = byName(later);
        var names = new TreeMap<String, SchemaObject>(before);
        names.putAll(after);
        var changed = new ArrayList<OfObject>();
        names.forEach((name, object) -> {
            var parts = parts(before.get(name), after.get(name));
            if (!parts.isEmpty()) {
                changed.add(new OfObject(
                        object.kind(), name, change(before.containsKey(name), after.containsKey(name)), parts));
            }
        });
        return new SchemaDifference(changed);
    }

    private static Map<String, SchemaObject> byName(List<SchemaObject> objects) {
        var byName = new LinkedHashMap<String, SchemaObject>();
        objects.forEach(object -> byName.put(object.name(), object));
        return byName;
    }

    private static Change change(boolean was, boolean is) {
        if (was && is) {
            return Change.CHANGED;
        }
        return is ? Change.ADDED : Change.REMOVED;
    }

    private record Key(String kind, String name) {}

    private static List<OfPart> parts(SchemaObject earlier, SchemaObject later) {
        var before = definitions(earlier);
        var after = definitions(later);
        var keys = new LinkedHashMap<Key, String>(before);
        keys.putAll(after);
        var changed = new ArrayList<OfPart>();
        keys.keySet().forEach(key -> {
            var was = before.get(key);
            var is = after.get(key);
            if (was == null || !was.equals(is)) {
                changed.add(new OfPart(
                        key.kind(), key.name(), change(was != null, is != null), was, is, WordDifference.of(was, is)));
            }
        });
        return changed;
    }

    private static Map<Key, String> definitions(SchemaObject object) {
        var definitions = new LinkedHashMap<Key, String>();
        if (object != null) {
            object.parts()
                    .forEach(part -> definitions.merge(
                            new Key(part.kind(), part.name()), part.definition(), (one, other) -> one + "; " + other));
        }
        return definitions;
    }
}
