package dev.varve.command.append;
public interface Recorder extends AutoCloseable {
    <E extends dev.varve.events.VarveEvent> java.util.List<E> send(Recordable<E> command);

    <E extends dev.varve.events.VarveEvent> java.util.List<E> send(Recordable<E> command, java.util.List<byte[]> blobs);
}
