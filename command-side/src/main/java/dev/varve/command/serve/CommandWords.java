package dev.varve.command.serve;

import dev.varve.cli.Printable;
import dev.varve.command.run.RunIds;
import dev.varve.engine.recovery.Way;
import dev.varve.server.Order;
import dev.varve.server.OrderRefused;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** An order as the words of its command. Nothing that was typed on a page becomes an option, and no option that is not on the list passes. */
final class CommandWords {

    private static final int LONGEST_VALUE = 200;
    private static final int LONGEST_REASON = 2000;

    /** What moves a cursor, reorders or hides: as {@link Printable} shows it, but for the joiners, which some scripts and emoji need. */
    private static final String HIDING = "\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}\\p{Co}\\p{Cn}&&[^\\u200c\\u200d]";

    private static final Pattern UNPRINTABLE = Pattern.compile("[" + HIDING + "&&[^\\n\\r\\t]]");
    private static final Charset ARGUMENTS = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

    /** An option that stands alone. */
    private static final Pattern FLAG = Pattern.compile("true");

    private static final Pattern TEXT = Pattern.compile("(?!-)(?:(?![" + HIDING + "]).)+");

    private static final Map<Order.Kind, Map<String, Pattern>> OPTIONS = Map.of(
            Order.Kind.DIAGNOSE, Map.of("deep", FLAG),
            Order.Kind.BACKUP, Map.of(),
            Order.Kind.REHEARSE, Map.of("to", TEXT, "accept-data-loss", TEXT, "accept-drift", FLAG),
            Order.Kind.UPGRADE,
                    Map.of(
                            "to", TEXT,
                            "strategy", Pattern.compile("in-place|swap"),
                            "accept-data-loss", TEXT,
                            "accept-drift", FLAG,
                            "no-rehearsal", FLAG,
                            "online", FLAG,
                            "lock-timeout", Pattern.compile("none|\\d{1,9}(ms|s|min)"),
                            "lock-retries", Pattern.compile("\\d{1,3}")),
            Order.Kind.RECOVER, Map.of("option", Pattern.compile(ways())));

    private CommandWords() {}

    private static String ways() {
        return Arrays.stream(Way.values()).map(Way::word).collect(Collectors.joining("|"));
    }

    /** Whether what it does is a run, which gets the order's id. */
    static boolean isARun(Order.Kind kind) {
        return switch (kind) {
            case REHEARSE, UPGRADE, RECOVER -> true;
            case DIAGNOSE, BACKUP, PROPOSE, APPROVE, DECLINE -> false;
        };
    }

    /** What is ordered, such as {@code upgrade shop}. */
    static String inWords(Order order) {
        return word(order.kind()) + " " + order.target();
    }

    /** @throws OrderRefused if the command would not take it */
    static List<String> of(Order order) {
        if (order.id() == null || !RunIds.isOne(order.id())) {
            throw invalid("an order's id such as 20261122-101500-7f3a9c", quoted(order.id()), "load the page anew");
        }
        var words = new ArrayList<String>();
        words.add(word(order.kind()));
        words.add(order.target());
        words.add("--json");
        if (isARun(order.kind())) {
            words.add("--run-id=" + order.id());
        }
        new TreeMap<>(order.options()).forEach((name, value) -> words.add(option(order.kind(), name, value)));
        if (order.kind() == Order.Kind.RECOVER && !order.options().containsKey("option")) {
            throw invalid("which way back to take: option", "none", "choose one of those that are on offer");
        }
        words.add("--actor=" + said("the name of who asks", order.actor(), LONGEST_VALUE));
        if (order.reason() != null) {
            words.add("--reason=" + said("a reason", order.reason(), LONGEST_REASON));
        }
        if (order.ticket() != null) {
            words.add("--ticket=" + said("a ticket", order.ticket(), LONGEST_VALUE));
        }
        return words;
    }

    /**
     * The run that is proposed: it has the proposal's id until it is approved.
     *
     * @throws OrderRefused if it is none that can be proposed, or its command would not take it
     */
    static Order proposedIn(Order proposal) {
        var options = new TreeMap<>(proposal.options());
        var run = new Order(
                proposal.id(),
                proposal.target(),
                kind(options.remove("kind")),
                options,
                proposal.seenSequence(),
                proposal.actor(),
                proposal.reason(),
                proposal.ticket());
        of(run);
        return run;
    }

    /** @throws OrderRefused if it is none that can be proposed */
    static Order.Kind kind(String word) {
        return switch (word) {
            case "upgrade" -> Order.Kind.UPGRADE;
            case "rehearse" -> Order.Kind.REHEARSE;
            case null, default ->
                throw invalid("which run is proposed: kind with upgrade or rehearse", quoted(word), "choose one");
        };
    }

    /** @throws OrderRefused if it is not one that can be recorded */
    static String reason(String text) {
        return said("a reason", text, LONGEST_REASON);
    }

    static String word(Order.Kind kind) {
        return switch (kind) {
            case DIAGNOSE -> "diagnose";
            case BACKUP -> "backup";
            case REHEARSE -> "rehearse";
            case UPGRADE -> "upgrade";
            case RECOVER -> "recover";
            case PROPOSE, APPROVE, DECLINE ->
                throw invalid(
                        "a look, a backup, a rehearsal, an upgrade or a recovery",
                        kind.name(),
                        "order the upgrade itself");
        };
    }

    private static String option(Order.Kind kind, String name, String value) {
        var known = OPTIONS.get(kind);
        var form = known.get(name);
        if (form == null) {
            var names = known.isEmpty()
                    ? "no option"
                    : "one of the options "
                            + String.join(", ", known.keySet().stream().sorted().toList());
            throw invalid(names + " of " + word(kind), quoted(name), "leave it out");
        }
        if (value.length() > LONGEST_VALUE || !form.matcher(value).matches() || !canBePassed(value)) {
            throw invalid(
                    name + " with "
                            + (form == TEXT ? "a value that does not begin with -, on one line" : form.pattern()),
                    quoted(value),
                    "correct that value");
        }
        return form == FLAG ? "--" + name : "--" + name + "=" + value;
    }

    private static String said(String what, String text, int longest) {
        if (text == null || text.isBlank() || text.length() > longest) {
            throw invalid(
                    what + " of 1 to " + longest + " characters",
                    text == null || text.isBlank() ? "none" : text.length() + " characters",
                    "correct it");
        }
        if (UNPRINTABLE.matcher(text).find()) {
            throw invalid(what + " that can be printed", quoted(text), "correct it");
        }
        if (!canBePassed(text)) {
            throw invalid(
                    what + " in the characters of the server's locale, " + ARGUMENTS,
                    quoted(text),
                    "start the server with LC_ALL=C.UTF-8");
        }
        return text;
    }

    private static boolean canBePassed(String text) {
        return ARGUMENTS.newEncoder().canEncode(text);
    }

    private static String quoted(String text) {
        if (text == null) {
            return "none";
        }
        return Printable.quoted(text.length() > LONGEST_VALUE ? text.substring(0, LONGEST_VALUE) + "…" : text);
    }

    private static OrderRefused invalid(String expected, String found, String remedy) {
        return new OrderRefused(OrderRefused.Why.INVALID, expected, found, remedy);
    }
}
