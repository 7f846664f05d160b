package dev.varve.command.run;

import dev.varve.events.RunEvent;
import java.util.List;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.CreationPolicy;

/** Axon's side of a run: it delegates to {@link RunDecider}, also about a run that nobody asked for. */
public class RunAggregate {

    @AggregateIdentifier
    @SuppressWarnings("UnusedVariable") // Axon reads it
    private String id;

    private RunState state = new RunState.NotRequested();

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    List<RunEvent> handle(RunCommand.Request command) {
        return record(command);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    List<RunEvent> handle(RunCommand.Observe command) {
        return record(command);
    }

    private List<RunEvent> record(RunCommand command) {
        var facts = RunDecider.decide(state, command);
        facts.forEach(AggregateLifecycle::apply);
        return facts;
    }

    @EventSourcingHandler
    void on(RunEvent event) {
        id = RunCommand.aggregateId(event.runId());
        state = RunDecider.evolve(state, event);
    }
}
