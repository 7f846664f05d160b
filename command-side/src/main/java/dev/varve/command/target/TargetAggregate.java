package dev.varve.command.target;

import dev.varve.events.TargetEvent;
import java.util.List;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.CreationPolicy;

/** Axon's side of a target: it delegates to {@link TargetDecider}, also about a target that was never heard of. */
public class TargetAggregate {

    @AggregateIdentifier
    @SuppressWarnings("UnusedVariable") // Axon reads it
    private String id;

    private TargetState state = new TargetState.Unknown();

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    List<TargetEvent> handle(TargetCommand.Register command) {
        return record(command);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    List<TargetEvent> handle(TargetCommand.Retire command) {
        return record(command);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    List<TargetEvent> handle(TargetCommand.RecordDiagnosis command) {
        return record(command);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    List<TargetEvent> handle(TargetCommand.RecordSchema command) {
        return record(command);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    List<TargetEvent> handle(TargetCommand.RecordRevisions command) {
        return record(command);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    List<TargetEvent> handle(TargetCommand.TakeLease command) {
        return record(command);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    List<TargetEvent> handle(TargetCommand.ReleaseLease command) {
        return record(command);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    List<TargetEvent> handle(TargetCommand.RecordBackup command) {
        return record(command);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    List<TargetEvent> handle(TargetCommand.Propose command) {
        return record(command);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    List<TargetEvent> handle(TargetCommand.Approve command) {
        return record(command);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    List<TargetEvent> handle(TargetCommand.Decline command) {
        return record(command);
    }

    private List<TargetEvent> record(TargetCommand command) {
        var facts = TargetDecider.decide(state, command);
        facts.forEach(AggregateLifecycle::apply);
        return facts;
    }

    @EventSourcingHandler
    void on(TargetEvent event) {
        id = TargetCommand.aggregateId(event.target());
        state = TargetDecider.evolve(state, event);
    }
}
