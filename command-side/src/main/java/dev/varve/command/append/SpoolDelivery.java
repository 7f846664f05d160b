package dev.varve.command.append;

import dev.varve.events.AccessEvent;
import dev.varve.events.BlobRef;
import dev.varve.events.LateFact;
import dev.varve.events.RunEvent;
import dev.varve.events.TargetEvent;
import dev.varve.events.TargetEvent.SpooledFactsAppended;
import dev.varve.events.VarveEvent;
import dev.varve.store.DurableEventStore;
import dev.varve.store.PendingBlobs;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.serialization.SimpleSerializedObject;

/**
 * Appends a spool to the log: every fact once, in the order in which they were observed, in one transaction, at the time of the append.
 * When each was observed stands in its metadata; an event behind them says that they came late, and why.
 */
final class SpoolDelivery {

    private final DurableEventStore store;
    private final Witness witness;
    private final LateFactJudge judge;
    private final Map<String, String> metadata;
    private final Clock clock;

    SpoolDelivery(
            DurableEventStore store, Witness witness, LateFactJudge judge, Map<String, String> metadata, Clock clock) {
        this.store = store;
        this.witness = witness;
        this.judge = judge;
        this.metadata = metadata;
        this.clock = clock;
    }

    /** Whether the store is the one, or a later state of the one, that these facts go on from. */
    boolean belongsHere(SpoolContent content) {
        return store.log().goesOnFrom(content.header().head());
    }

    /**
     * Appends what is not in the log yet; durable, and acknowledged to the witness, when this returns.
     *
     * @throws dev.varve.store.StoreFailure if the store cannot take it: nothing was appended then
     */
    void deliver(SpoolContent content) {
        witness.forget();
        var unit = DefaultUnitOfWork.startAndGet(null);
        unit.attachTransaction(store.transactionManager());
        unit.execute(() -> byTarget(content.facts()).forEach((target, facts) -> append(content.header(), facts)));
        witness.acknowledge();
    }

    private static Map<String, List<KeptFact>> byTarget(List<KeptFact> facts) {
        var byTarget = new LinkedHashMap<String, List<KeptFact>>();
        facts.forEach(fact -> byTarget.computeIfAbsent(fact.target(), target -> new ArrayList<>())
                .add(fact));
        return byTarget;
    }

    private void append(SpoolHeader header, List<KeptFact> facts) {
        var target = facts.getFirst().target();
        var closing = UUID.nameUUIDFromBytes((header.spoolId() + "/" + target).getBytes(StandardCharsets.UTF_8));
        if (store.log().holds(closing.toString())) {
            return;
        }
        var late = new ArrayList<LateFact>();
        var leftOut = new StringBuilder();
        for (var fact : facts) {
            var appended = append(fact, header.why());
            late.add(new LateFact(fact.eventId(), fact.type(), fact.observedAt(), appended));
            if (!appended) {
                leftOut.append(new String(SpoolContent.line(fact), StandardCharsets.UTF_8));
            }
        }
        var summary = new SpooledFactsAppended(
                target, facts.getFirst().runId(), late, header.why(), blob(leftOut.toString()));
        publish("target/" + target, summary, closing.toString(), metadata);
    }

    private static BlobRef blob(String lines) {
        return lines.isEmpty() ? null : PendingBlobs.keep(lines.getBytes(StandardCharsets.UTF_8));
    }

    private boolean append(KeptFact fact, String why) {
        if (store.log().holds(fact.eventId())) {
            return true;
        }
        var event = event(fact);
        if (!judge.mayFollow(event, store.log())) {
            return false;
        }
        fact.blobs().forEach(blob -> PendingBlobs.keep(PackedBlob.unpack(blob)));
        var told = new LinkedHashMap<>(fact.metadata());
        told.put("observedAt", fact.observedAt());
        told.put("lateBecause", why);
        publish(fact.aggregateId(), event, fact.eventId(), told);
        return true;
    }

    private VarveEvent event(KeptFact fact) {
        return store.serializer()
                .deserialize(new SimpleSerializedObject<>(
                        fact.payload().getBytes(StandardCharsets.UTF_8), byte[].class, fact.type(), fact.revision()));
    }

    private void publish(String aggregateId, VarveEvent event, String id, Map<String, String> told) {
        long sequence = store.storageEngine().lastSequenceNumberFor(aggregateId).orElse(-1L) + 1;
        var message = new GenericDomainEventMessage<>(
                kind(event), aggregateId, sequence, event, MetaData.from(told), id, clock.instant());
        witness.appending(message);
        store.storageEngine().appendEvents(List.of(message));
    }

    private static String kind(VarveEvent event) {
        return switch (event) {
            case RunEvent ofARun -> "RunAggregate";
            case TargetEvent ofATarget -> "TargetAggregate";
            case AccessEvent ofAccess -> "AccessAggregate";
        };
    }
}
