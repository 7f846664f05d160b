package dev.varve.engine.recovery;

/**
 * One way that is offered.
 *
 * @param does what it will do
 * @param loses what will be lost; {@code null} if nothing
 * @param takesMillis about how long it will take; {@code null} if nobody can tell
 * @param proof how the result will be proven
 * @param onlyByName whether it has to be asked for by name: it loses what somebody may miss, and only they know
 */
public record WayBack(Way way, String does, String loses, Long takesMillis, String proof, boolean onlyByName) {

    WayBack byNameOnly() {
        return new WayBack(way, does, loses, takesMillis, proof, true);
    }
}
