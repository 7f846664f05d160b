package dev.varve.store;

import java.util.Map;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.ChainingConverter;
import org.axonframework.serialization.Converter;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.jackson3.ByteArrayToJsonNodeConverter;
import org.axonframework.serialization.jackson3.JsonNodeToByteArrayConverter;
import org.axonframework.serialization.jackson3.JsonNodeToObjectNodeConverter;
import org.axonframework.serialization.jackson3.ObjectNodeToJsonNodeConverter;

/**
 * Axon's serializer for events and their metadata, and for nothing else: events under their stable names ({@link EventNames}), metadata as
 * texts. What has no stable name is refused, so that no class name ever gets into the log.
 */
final class EventSerializer implements Serializer {

    private static final SerializedType NOTHING = SimpleSerializedType.emptyType();
    private static final SerializedType METADATA = new SimpleSerializedType(MetaData.class.getName(), null);

    private final EventNames names;
    private final EventJson json;
    private final ChainingConverter converter = new ChainingConverter();

    EventSerializer(EventNames names, EventJson json) {
        this.names = names;
        this.json = json;
        converter.registerConverter(new JsonNodeToByteArrayConverter(json.mapper()));
        converter.registerConverter(new ByteArrayToJsonNodeConverter(json.mapper()));
        converter.registerConverter(new JsonNodeToObjectNodeConverter());
        converter.registerConverter(new ObjectNodeToJsonNodeConverter());
    }

    @Override
    public <T> SerializedObject<T> serialize(Object object, Class<T> representation) {
        var type = typeForClass(object == null ? null : object.getClass());
        var bytes = object instanceof MetaData metadata ? json.writeMetadata(metadata) : json.write(object);
        return new SimpleSerializedObject<>(converter.convert(bytes, representation), representation, type);
    }

    @Override
    public <T> boolean canSerializeTo(Class<T> representation) {
        return converter.canConvert(byte[].class, representation);
    }

    /**
     * @throws UnknownEvent if the name or the revision is not one that this release reads
     * @throws EventUnreadable if the bytes are not what the name promises
     */
    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // as Axon's interface has it
    public <S, T> T deserialize(SerializedObject<S> stored) {
        var type = stored.getType();
        var bytes = converter.convert(stored, byte[].class).getData();
        if (METADATA.getName().equals(type.getName())) {
            return (T) MetaData.from(Map.copyOf(json.readMetadata(bytes)));
        }
        if (NOTHING.equals(type)) {
            return null;
        }
        return (T) json.read(bytes, current(type));
    }

    private EventNames.Named current(SerializedType type) {
        var named = names.named(type.getName());
        if (!named.revision().equals(type.getRevision())) {
            throw new UnknownEvent(
                    named.name() + " of revision " + named.revision() + ", or an upcaster to it",
                    "revision " + type.getRevision());
        }
        return named;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Class classForType(SerializedType type) {
        if (METADATA.getName().equals(type.getName())) {
            return MetaData.class;
        }
        return NOTHING.equals(type) ? Void.class : current(type).eventClass();
    }

    @Override
    @SuppressWarnings("rawtypes")
    public SerializedType typeForClass(Class type) {
        if (type == null || Void.class.equals(type)) {
            return NOTHING;
        }
        if (MetaData.class.isAssignableFrom(type)) {
            return METADATA;
        }
        var named = names.of(type);
        return new SimpleSerializedType(named.name(), named.revision());
    }

    @Override
    public Converter getConverter() {
        return converter;
    }
}
