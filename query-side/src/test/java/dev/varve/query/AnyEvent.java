package dev.varve.query;

import dev.varve.events.VarveEvent;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One instance of every event there is, each text the same. */
public final class AnyEvent {

    private AnyEvent() {}

    public static List<VarveEvent> ofEveryType(String text) {
        return records(VarveEvent.class)
                .map(type -> (VarveEvent) instance(type, text))
                .toList();
    }

    private static Stream<Class<?>> records(Class<?> type) {
        return type.isRecord()
                ? Stream.of(type)
                : Arrays.stream(type.getPermittedSubclasses()).flatMap(AnyEvent::records);
    }

    private static Object instance(Class<?> type, String text) {
        var components = type.getRecordComponents();
        var values = Arrays.stream(components)
                .map(component -> value(component.getGenericType(), text))
                .toArray();
        try {
            var constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("cannot make a " + type, e);
        }
    }

    private static Object value(Type type, String text) {
        if (type instanceof ParameterizedType generic) {
            var last = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
            return generic.getRawType() == Map.class ? Map.of(text, value(last, text)) : List.of(value(last, text));
        }
        return switch (((Class<?>) type).getSimpleName()) {
            case "String" -> text;
            case "int" -> 7;
            case "long", "Long" -> 7L;
            case "boolean", "Boolean" -> true;
            default -> instance((Class<?>) type, text);
        };
    }
}
