package dev.varve.query.app;

import dev.varve.query.projection.Position;
import dev.varve.query.projection.PositionMoved;
import dev.varve.query.projection.ViewTransaction;
import java.time.Clock;
import java.util.Optional;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException;

/**
 * The position of the views as the token of Axon's processor: one segment, because the views move together, kept in the views' own
 * database. A node that lost the views to another, or to the command line, finds out before it commits, and starts from where they are.
 */
final class ViewsTokenStore implements TokenStore {

    private final ViewTransactions transactions;
    private final String node;
    private final Clock clock;
    private volatile Position known = Position.START;

    /** @param node tells this node from every other, also on the same machine */
    ViewsTokenStore(ViewTransactions transactions, String node, Clock clock) {
        this.transactions = transactions;
        this.node = node;
        this.clock = clock;
    }

    @Override
    public int[] fetchSegments(String processor) {
        return new int[] {0};
    }

    @Override
    public TrackingToken fetchToken(String processor, int segment) {
        return transactions.fetchInTransaction(() -> {
            var transaction = transactions.current();
            var claim = transaction.claim();
            if (claim.heldByAnother(node, transaction.now(clock))) {
                throw new UnableToClaimTokenException("the views are held by " + claim.owner());
            }
            transaction.claim(node, transaction.now(clock));
            known = transaction.position();
            return known.sequence() == 0 ? null : new PositionToken(known);
        });
    }

    @Override
    public void storeToken(TrackingToken token, String processor, int segment) {
        transactions.executeInTransaction(() -> {
            var transaction = held();
            var next = PositionToken.of(token).at();
            try {
                transaction.move(known, next);
            } catch (PositionMoved e) {
                throw new UnableToClaimTokenException(e.getMessage(), e);
            }
            transaction.claim(node, transaction.now(clock));
            known = next;
        });
    }

    @Override
    public void extendClaim(String processor, int segment) {
        transactions.executeInTransaction(() -> {
            var transaction = held();
            transaction.claim(node, transaction.now(clock));
        });
    }

    @Override
    public void releaseClaim(String processor, int segment) {
        transactions.executeInTransaction(() -> {
            var transaction = transactions.current();
            if (node.equals(transaction.claim().owner())) {
                transaction.claim(null, null);
            }
        });
    }

    @Override
    public Optional<String> retrieveStorageIdentifier() {
        return Optional.of("views");
    }

    private ViewTransaction held() {
        var transaction = transactions.current();
        var owner = transaction.claim().owner();
        if (!node.equals(owner)) {
            throw new UnableToClaimTokenException("the views are held by " + owner + ", not by " + node);
        }
        return transaction;
    }
}
