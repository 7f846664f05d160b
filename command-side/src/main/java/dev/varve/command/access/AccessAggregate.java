package dev.varve.command.access;

import dev.varve.events.AccessEvent;
import java.util.List;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.CreationPolicy;

/** Axon's side of a token, of a user, or of one fact of passage: it delegates to {@link AccessDecider}. */
public class AccessAggregate {

    @AggregateIdentifier
    private String id;

    private AccessState state = new AccessState.Unknown();

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    List<AccessEvent> handle(AccessCommand.IssueToken command) {
        return record(command);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    List<AccessEvent> handle(AccessCommand.RevokeToken command) {
        return record(command);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    List<AccessEvent> handle(AccessCommand.AddUser command) {
        return record(command);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    List<AccessEvent> handle(AccessCommand.ChangeRole command) {
        return record(command);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    List<AccessEvent> handle(AccessCommand.ChangePassword command) {
        return record(command);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    List<AccessEvent> handle(AccessCommand.RemoveUser command) {
        return record(command);
    }

    /** Loads nothing: the stream is this fact's own. */
    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.ALWAYS)
    List<AccessEvent> handle(AccessCommand.RecordPassage command) {
        return record(command);
    }

    private List<AccessEvent> record(AccessCommand command) {
        id = command.aggregateId();
        var facts = AccessDecider.decide(state, command);
        facts.forEach(AggregateLifecycle::apply);
        return facts;
    }

    @EventSourcingHandler
    void on(AccessEvent event) {
        id = switch (event) {
            case AccessEvent.TokenIssued e -> AccessCommand.ofToken(e.tokenId());
            case AccessEvent.TokenRevoked e -> AccessCommand.ofToken(e.tokenId());
            case AccessEvent.UserAdded e -> AccessCommand.ofUser(e.user());
            case AccessEvent.UserRoleChanged e -> AccessCommand.ofUser(e.user());
            case AccessEvent.UserPasswordChanged e -> AccessCommand.ofUser(e.user());
            case AccessEvent.UserRemoved e -> AccessCommand.ofUser(e.user());
            case AccessEvent.OfPassage e -> id;
        };
        state = AccessDecider.evolve(state, event);
    }
}
