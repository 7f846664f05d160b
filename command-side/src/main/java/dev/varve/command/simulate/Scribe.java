package dev.varve.command.simulate;

import dev.varve.command.run.RunCommand;
import dev.varve.command.run.RunDecider;
import dev.varve.command.run.RunIds;
import dev.varve.command.run.RunState;
import dev.varve.command.target.TargetCommand;
import dev.varve.command.target.TargetDecider;
import dev.varve.command.target.TargetState;
import dev.varve.events.BlobRef;
import dev.varve.events.Circumstances;
import dev.varve.events.RunEvent;
import dev.varve.events.TargetEvent;
import dev.varve.events.VarveEvent;
import dev.varve.store.PendingBlobs;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes down what happens to one target: what is asked goes through the same deciders as in earnest, and what they decide is told. A fact
 * that could not follow what is known throws.
 */
final class Scribe {

    private final String target;
    private final Chance chance;
    private final RunIds ids;
    private final Set<String> keptSchemas;
    private final Map<String, OpenRun> runs = new HashMap<>();
    private TargetState state = new TargetState.Unknown();
    private long targetSequence;
    private int requests;
    private Circumstances circumstances;
    private Map<String, String> metadata = Map.of();
    private List<byte[]> blobs = List.of();
    private List<Told> told = new ArrayList<>();
    private Instant now = Instant.EPOCH;
    private Instant latest = Instant.EPOCH;
    private double pace = 1;

    private record OpenRun(RunState state, long nextSequence) {}

    /** @param keptSchemas which ones any history keeps already */
    Scribe(String target, Chance chance, EveryNumberOnce numbers, Set<String> keptSchemas) {
        this.target = target;
        this.chance = chance;
        this.keptSchemas = keptSchemas;
        this.ids = new RunIds(new StoryClock(), numbers);
    }

    String target() {
        return target;
    }

    String aggregateId() {
        return TargetCommand.aggregateId(target);
    }

    TargetState state() {
        return state;
    }

    Instant now() {
        return now;
    }

    /**
     * From now on it is that time, and until the latest everything happens.
     *
     * @param paceThen 1 for how long things take; less where there is less time
     */
    void turnTo(Instant from, Instant latestThen, double paceThen) {
        now = from.isAfter(now) ? from : now;
        latest = latestThen;
        pace = paceThen;
    }

    /** Time goes by, between so many milliseconds and so many, or less where there is less time: so many as are returned. */
    long pass(int fromMillis, int toMillis) {
        long millis = Math.max(1, (long) (chance.between(fromMillis, toMillis) * pace));
        var then = now.plusMillis(millis);
        long passed = then.isAfter(latest) ? Math.max(0, latest.toEpochMilli() - now.toEpochMilli()) : millis;
        now = now.plusMillis(passed);
        return passed;
    }

    void actingAs(Circumstances somebody) {
        circumstances = somebody;
        metadata = somebody.asMetadata();
    }

    /** Who everything is told of now. */
    Circumstances acting() {
        return circumstances;
    }

    String newRunId() {
        requests++;
        return ids.next();
    }

    /** The id that the next run will have. */
    String nextRunId() {
        var id = ids.next();
        ids.beginWith(id);
        return id;
    }

    String newProposalId() {
        return ids.next();
    }

    /** How many runs were asked for. */
    int requests() {
        return requests;
    }

    /** Keeps a content for the next event that is told. */
    BlobRef keep(byte[] content) {
        blobs = new ArrayList<>(blobs);
        blobs.add(content);
        return PendingBlobs.reference(content);
    }

    /** Likewise of what many events refer to. */
    BlobRef keepOnce(byte[] content) {
        var ref = PendingBlobs.reference(content);
        return keptSchemas.add(ref.sha256()) ? keep(content) : ref;
    }

    /** Likewise of the schema after a step. */
    BlobRef keepSchema(ScriptedStep step) {
        if (keptSchemas.add(step.schemaRef().sha256())) {
            return keep(step.schemaBlob());
        }
        return step.schemaRef();
    }

    List<TargetEvent> tell(TargetCommand command) {
        var facts = TargetDecider.decide(state, command);
        for (var fact : facts) {
            state = TargetDecider.evolve(state, fact);
            add("TargetAggregate", aggregateId(), targetSequence++, fact);
        }
        return facts;
    }

    void tell(RunEvent fact) {
        tell(RunCommand.observe(fact));
    }

    void tell(RunCommand command) {
        var open = runs.getOrDefault(command.runId(), new OpenRun(new RunState.NotRequested(), 0));
        for (var fact : RunDecider.decide(open.state(), command)) {
            add("RunAggregate", command.aggregateId(), open.nextSequence(), fact);
            open = new OpenRun(RunDecider.evolve(open.state(), fact), open.nextSequence() + 1);
        }
        if (open.state() instanceof RunState.Ended) {
            runs.remove(command.runId());
        } else {
            runs.put(command.runId(), open);
        }
    }

    private void add(String kind, String aggregateId, long sequence, VarveEvent event) {
        var id = chance.idAt(now.toEpochMilli()).toString();
        told.add(new Told(id, now, kind, aggregateId, sequence, event, metadata, blobs));
        blobs = List.of();
    }

    /** What was told since it was taken last, in order. */
    List<Told> take() {
        var taken = told;
        told = new ArrayList<>();
        return taken;
    }

    private final class StoryClock extends Clock {

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return Clock.fixed(now, zone);
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
