package dev.varve.query.web.orders;

import dev.varve.server.Order;
import dev.varve.server.OrderRefused;
import java.util.Map;
import java.util.TreeMap;

/**
 * An order as it was sent.
 *
 * @param id once for each thing to do; given by the page, or by who asks
 * @param kind diagnose, backup, rehearse, upgrade, recover, propose
 * @param options of the command, by their long names; those left empty are not given
 * @param seenSequence the last event of the database that the sender saw; {@code null} if they do not say
 * @param confirmation what was typed to confirm; {@code null} if nothing was
 */
public record OrderForm(
        String id,
        String kind,
        Map<String, String> options,
        Long seenSequence,
        String reason,
        String ticket,
        String confirmation) {

    public OrderForm {
        var given = new TreeMap<String, String>();
        (options == null ? Map.<String, String>of() : options).forEach((name, value) -> {
            if (value != null && !value.isBlank()) {
                given.put(name, value.strip());
            }
        });
        options = Map.copyOf(given);
    }

    /** For the command side. A way back is taken only by who typed the database's name. */
    Order order(String target, String actor) {
        var asked = OrderDesk.kind(kind);
        if (asked == Order.Kind.RECOVER && !target.equals(confirmation)) {
            throw new OrderRefused(
                    OrderRefused.Why.INVALID,
                    "the name '" + target + "' as confirmation",
                    confirmation == null || confirmation.isBlank() ? "none" : "another text",
                    "read what the option does and takes away, then type the name");
        }
        return new Order(id, target, asked, options, seenSequence, actor, given(reason), given(ticket));
    }

    private static String given(String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
