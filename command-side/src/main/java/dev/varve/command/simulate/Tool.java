package dev.varve.command.simulate;

import dev.varve.events.RunEvent;
import java.util.Map;

/** The migration tool, whose start is told. */
record Tool(Desk desk, Desk.Errand errand) {

    /** Flyway runs inside Varve, Alembic in a process of its own. */
    void starts() {
        var chance = desk.chance();
        var started = desk.database().application().isFlyway()
                ? new RunEvent.ToolStarted(
                        errand.runId(), desk.target(), null, null, Map.of("flyway", "11.8.2", "java", "21.0.7"))
                : new RunEvent.ToolStarted(
                        errand.runId(),
                        desk.target(),
                        (long) chance.between(2_000, 4_000_000),
                        errand.holder().processStart() + chance.between(100, 900),
                        Map.of("alembic", "1.16.1", "python", "3.11.7", "sqlalchemy", "2.0.41"));
        desk.scribe().tell(started);
        desk.scribe().pass(100, 900);
    }
}
