package dev.varve.store;

import dev.varve.events.BlobRef;
import dev.varve.store.merkle.MerkleHash;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/**
 * Big payloads that wait in Axon's current unit of work until an event that names them is appended: they become durable with it, or not at
 * all.
 */
public final class PendingBlobs {

    private static final String RESOURCE = PendingBlobs.class.getName();
    private static final int HEAD_CHARACTERS = 400;

    private final Map<String, byte[]> contents = new LinkedHashMap<>();

    private PendingBlobs() {}

    /**
     * Keeps the content for the events of the current unit of work.
     *
     * @param content UTF-8 text, or any bytes; not copied
     * @return what the event carries in its place
     * @throws IllegalStateException outside a unit of work
     */
    public static BlobRef keep(byte[] content) {
        var ref = reference(content);
        current(CurrentUnitOfWork.get()).contents.put(ref.sha256(), content);
        return ref;
    }

    /** What names this content, without keeping it. */
    public static BlobRef reference(byte[] content) {
        return new BlobRef(HexFormat.of().formatHex(MerkleHash.of(content)), content.length, head(content));
    }

    /** What waits in the current unit of work, by hash. */
    static Map<String, byte[]> inCurrentUnitOfWork() {
        return CurrentUnitOfWork.map(unit -> Map.copyOf(current(unit).contents)).orElse(Map.of());
    }

    private static PendingBlobs current(UnitOfWork<?> unit) {
        return unit.root().getOrComputeResource(RESOURCE, key -> new PendingBlobs());
    }

    private static String head(byte[] content) {
        // No character takes more than four bytes; a character cut at the end is dropped with the rest.
        var text = new String(content, 0, Math.min(content.length, HEAD_CHARACTERS * 4), StandardCharsets.UTF_8);
        int end = text.offsetByCodePoints(0, Math.min(HEAD_CHARACTERS, text.codePointCount(0, text.length())));
        return text.substring(0, end);
    }
}
