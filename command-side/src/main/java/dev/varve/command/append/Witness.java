package dev.varve.command.append;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.MessageDispatchInterceptor;

/**
 * Tells somebody outside of this process which events were acknowledged: after each durable append, one line for each event, its
 * id, a space, its class. {@code VARVE_WITNESS} names the file or named pipe; without it nobody is told. With it anyone can hold
 * the store to its promise that no acknowledged event is ever lost.
 */
public final class Witness implements MessageDispatchInterceptor<EventMessage<?>> {

    private final Path file;
    private final List<String> pending = new ArrayList<>();

    private Witness(Path file) {
        this.file = file;
    }

    /** The one that the environment names, or one that tells nobody. */
    public static Witness in(Map<String, String> environment) {
        var file = environment.get("VARVE_WITNESS");
        return new Witness(file == null || file.isBlank() ? null : Path.of(file));
    }

    @Override
    public BiFunction<Integer, EventMessage<?>, EventMessage<?>> handle(List<? extends EventMessage<?>> messages) {
        return (index, message) -> {
            appending(message);
            return message;
        };
    }

    /** An event is about to be appended. */
    void appending(EventMessage<?> message) {
        pending.add(message.getIdentifier() + " " + message.getPayloadType().getSimpleName() + "\n");
    }

    /** A command begins: what an earlier attempt would have recorded was not. */
    void forget() {
        pending.clear();
    }

    /** The command's events are durable. */
    void acknowledge() {
        if (file == null || pending.isEmpty()) {
            return;
        }
        try {
            Files.writeString(file, String.join("", pending), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException failed) {
            throw new UncheckedIOException(
                    "expected to write to the witness that VARVE_WITNESS names, " + file, failed);
        }
    }
}
