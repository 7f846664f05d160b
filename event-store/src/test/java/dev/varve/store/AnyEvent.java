package dev.varve.store;

import dev.varve.events.VarveEvent;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Some instance of each event, the same at every call. */
final class AnyEvent {

    private AnyEvent() {}

    /** The records below a sealed interface. */
    static Stream<Class<?>> recordsOf(Class<?> sealed) {
        return sealed.isRecord()
                ? Stream.of(sealed)
                : Arrays.stream(sealed.getPermittedSubclasses()).flatMap(AnyEvent::recordsOf);
    }

    static VarveEvent of(Class<?> event) {
        return (VarveEvent) record(event, false);
    }

    /** Likewise, {@code null} wherever a component may be. */
    static VarveEvent ofNulls(Class<?> event) {
        return (VarveEvent) record(event, true);
    }

    private static Object record(Class<?> type, boolean nulls) {
        var components = type.getRecordComponents();
        var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        var values = Arrays.stream(components)
                .map(component -> value(component.getGenericType(), component.getName(), nulls))
                .toArray();
        try {
            var constructor = type.getDeclaredConstructor(types);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("cannot make a " + type, e);
        }
    }

    private static Object value(Type type, String name, boolean nulls) {
        if (type == int.class) {
            return name.length();
        }
        if (type == long.class) {
            return 1000L + name.length();
        }
        if (type == boolean.class) {
            return true;
        }
        return nulls ? null : reference(type, name);
    }

    private static Object reference(Type type, String name) {
        if (type == String.class) {
            return "some " + name;
        }
        if (type == Long.class) {
            return 2000L + name.length();
        }
        if (type == Boolean.class) {
            return false;
        }
        if (type instanceof ParameterizedType generic) {
            return collection(generic, name);
        }
        if (type instanceof Class<?> known && known.isRecord()) {
            return record(known, false);
        }
        throw new AssertionError("no sample value for " + type + " " + name + ": add one here");
    }

    private static Object collection(ParameterizedType generic, String name) {
        var arguments = generic.getActualTypeArguments();
        if (generic.getRawType() == List.class) {
            return List.of(value(arguments[0], name, false), value(arguments[0], name + " more", false));
        }
        if (generic.getRawType() == Map.class && arguments[0] == String.class) {
            var values = new LinkedHashMap<String, Object>();
            values.put("second", value(arguments[1], name + " second", false));
            values.put("first", value(arguments[1], name, false));
            return values;
        }
        throw new AssertionError("no sample value for " + generic + " " + name + ": add one here");
    }
}
