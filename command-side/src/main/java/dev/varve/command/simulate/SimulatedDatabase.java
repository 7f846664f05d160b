package dev.varve.command.simulate;

import dev.varve.engine.fingerprint.Facet;
import dev.varve.engine.fingerprint.Schema;
import dev.varve.engine.recovery.Situation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An invented database: which revisions it has, what its schema is, how many rows its tables hold, and what is wrong with it. */
final class SimulatedDatabase {

    private final Application application;
    private final String kind;
    private final Chance chance;
    private int applied;
    private Schema schema = Schema.empty();
    private Contents contents;
    private Trouble trouble;
    private String identity;

    /**
     * What is wrong.
     *
     * @param runId the run that left it so; {@code null} if none did
     * @param step the step that did not end; {@code null} if none is open
     * @param table which lost rows; {@code null} if none did
     */
    record Trouble(Situation situation, String runId, ScriptedStep step, String table) {

        static Trouble of(Situation situation, String runId) {
            return new Trouble(situation, runId, null, null);
        }
    }

    /** A state that a backup holds, or that is compared with later. */
    record State(int applied, Schema schema, Contents contents) {}

    /** @param kind {@code sqlite}, {@code h2} or {@code postgresql} */
    SimulatedDatabase(Application application, String kind, Chance chance) {
        this.application = application;
        this.kind = kind;
        this.chance = chance;
        this.contents = new Contents(chance);
        identity = newIdentity();
    }

    Application application() {
        return application;
    }

    String kind() {
        return kind;
    }

    boolean isFile() {
        return !kind.equals("postgresql");
    }

    int applied() {
        return applied;
    }

    List<String> current() {
        return revisions(applied);
    }

    /** As a database is recorded to which so many revisions were applied. */
    List<String> revisions(int count) {
        return count == 0
                ? List.of()
                : List.of(application.steps().get(count - 1).revision());
    }

    Schema schema() {
        return schema;
    }

    /** The schema that the recorded revision makes. */
    Schema expected() {
        return applied == 0
                ? Schema.empty()
                : application.steps().get(applied - 1).after();
    }

    Trouble trouble() {
        return trouble;
    }

    /** {@code null}: it is well. */
    void isIn(Trouble found) {
        trouble = found;
    }

    State state() {
        return new State(applied, schema, contents.copy());
    }

    /** It is again what it was. */
    void becomes(State former) {
        applied = former.applied();
        schema = former.schema();
        contents = former.contents().copy();
        identity = newIdentity();
    }

    void takesTheSchema(Schema other) {
        schema = other;
        contents.fit(other.tables());
    }

    /** {@code device:inode}, or a server's own. */
    String identity() {
        return identity;
    }

    /** One that no other database has. */
    String newIdentity() {
        return isFile() ? "65024:" + chance.between(1_000_000, 9_000_000) : "pg:" + chance.hex(12);
    }

    void takesIdentity(String other) {
        identity = other;
    }

    /** A step runs to its end, either way. */
    void run(Leg leg) {
        applied = leg.appliedAfter();
        takesTheSchema(leg.after());
        if (!leg.isDown() && leg.step().touchesRows()) {
            contents.write(leg.step().table(), 0);
        }
    }

    /** Of a column or a table that a step makes before it is broken off, this much is there. */
    void breakIn(ScriptedStep step) {
        takesTheSchema(step.halfway());
    }

    /** Somebody adds an index by hand. */
    void drift() {
        var table = chance.oneOf(contents.names());
        var name = "tmp_" + chance.hex(4);
        var more = new ArrayList<>(schema.facets());
        more.add(new Facet(Facet.Kind.INDEX, table, name, "ON " + table + " (id)"));
        schema = Schema.of(more);
    }

    boolean hasTables() {
        return !contents.isEmpty();
    }

    Contents contents() {
        return contents;
    }

    /** As a backup counts them: the tool's own table, too. */
    Map<String, Long> rowCounts() {
        var counts = contents.counts();
        if (applied > 0) {
            counts.put(application.isFlyway() ? "flyway_schema_history" : "alembic_version", 1L);
        }
        return counts;
    }
}
