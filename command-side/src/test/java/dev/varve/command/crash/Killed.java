package dev.varve.command.crash;

import static org.awaitility.Awaitility.await;

import dev.varve.command.endtoend.Ended;
import dev.varve.command.endtoend.Session;
import dev.varve.command.endtoend.WitnessPipe;
import java.time.Duration;
import java.util.List;

/**
 * A run that a fault hit, once nothing of it lives.
 *
 * @param aim the event, call or statement that it was aimed at, in words
 * @param hit whether it was in time
 */
record Killed(Fault fault, String aim, boolean hit, Ended ended, List<WitnessPipe.Line> acknowledged) {

    /** Nothing of it is left: an orphan notices that it is alone, and ends. */
    static Killed buried(Fault fault, String aim, boolean hit, Session session, Ended ended, WitnessPipe witness) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(10))
                .pollDelay(Duration.ZERO)
                .until(() -> session.alive().isEmpty());
        return new Killed(fault, aim, hit, ended, witness.all());
    }
}
