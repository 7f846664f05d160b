package dev.varve.query.web.orders;

import dev.varve.server.Order;
import dev.varve.server.OrderRefused;
import java.util.Map;

/**
 * What somebody makes of a proposal, as it was sent.
 *
 * @param decision approve or decline
 * @param why it is declined; {@code null} if they do not say
 */
public record Decision(String decision, String why) {

    private static final String APPROVE = "approve";
    private static final String DECLINE = "decline";

    public boolean approves() {
        return APPROVE.equals(decision);
    }

    /** For the command side. Its id is the proposal's: that is decided once. */
    Order order(String target, String proposal, String actor) {
        if (!approves() && !DECLINE.equals(decision)) {
            throw new OrderRefused(
                    OrderRefused.Why.INVALID, "the decision approve or decline", "another word, or none", "choose one");
        }
        var options = approves() || why == null || why.isBlank()
                ? Map.of("proposal", proposal)
                : Map.of("proposal", proposal, "why", why.strip());
        var kind = approves() ? Order.Kind.APPROVE : Order.Kind.DECLINE;
        return new Order(proposal, target, kind, options, null, actor, null, null);
    }
}
