package dev.varve.command.access;

import dev.varve.command.append.Recordable;
import dev.varve.events.AccessEvent;
import java.util.List;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** What may be asked of access. Commands carry every input, so that decisions replay. */
public sealed interface AccessCommand extends Recordable<AccessEvent> {

    /**
     * Gives a token out.
     *
     * @param targets {@code null} for all
     * @param expiresAt {@code null} if never
     */
    record IssueToken(
            @TargetAggregateIdentifier String aggregateId,
            String tokenId,
            String name,
            String role,
            List<String> targets,
            String sha256,
            String expiresAt)
            implements AccessCommand {}

    /** Makes a token worthless. */
    record RevokeToken(@TargetAggregateIdentifier String aggregateId, String tokenId) implements AccessCommand {}

    /** Lets somebody log in. */
    record AddUser(@TargetAggregateIdentifier String aggregateId, String user, String role) implements AccessCommand {}

    /** Makes a user something else. */
    record ChangeRole(@TargetAggregateIdentifier String aggregateId, String user, String role)
            implements AccessCommand {}

    /** Announces that a user gets another password. */
    record ChangePassword(@TargetAggregateIdentifier String aggregateId, String user) implements AccessCommand {}

    /** Lets a user in no more. */
    record RemoveUser(@TargetAggregateIdentifier String aggregateId, String user) implements AccessCommand {}

    /** Records who came in, or what was taken out: in a stream of its own. */
    record RecordPassage(@TargetAggregateIdentifier String aggregateId, AccessEvent.OfPassage fact)
            implements AccessCommand {}

    /** The stream of a token; it cannot collide with a user's, a target's or a run's. */
    static String ofToken(String tokenId) {
        return "token/" + tokenId;
    }

    static String ofUser(String user) {
        return "user/" + user;
    }

    static String ofPassage(String id) {
        return "passage/" + id;
    }
}
