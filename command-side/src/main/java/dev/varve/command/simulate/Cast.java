package dev.varve.command.simulate;

import dev.varve.events.Circumstances;
import dev.varve.events.LeaseHolder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Whoever and whatever appears in the histories: people, machines, reasons, tickets, messages. */
final class Cast {

    private static final List<String> PEOPLE = List.of(
            "ann",
            "bela",
            "chidi",
            "dana",
            "emre",
            "fatima",
            "goran",
            "hana",
            "ines",
            "jonas",
            "deploy-bot",
            "nightly");
    private static final List<String> HOSTS =
            List.of("db1", "db2", "db3", "app-eu-1", "app-eu-2", "app-us-1", "ci-runner-7", "ops-laptop");
    private static final List<String> REASONS = List.of(
            "release of the week",
            "hotfix",
            "maintenance window",
            "asked for by support",
            "before the audit",
            "upgrade of the application",
            "try out on staging first",
            "roll-out, second wave");
    private static final List<String> HOSTILE = List.of(
            "<script>alert('varve')</script>",
            "\"><img src=x onerror=alert(1)>",
            "\u202Egnol dna tfel-ot-thgir\u202C",
            "\u05E9\u05DC\u05D5\u05DD \u0645\u0631\u062D\u0628\u0627",
            "'; DROP TABLE domain_event; --",
            "=HYPERLINK(\"http://example.invalid\",\"open\")",
            "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67 z\u0351\u036B\u0343a\u0329\u0323l\u035Bg\u0328o",
            "tab\tand\nnew line",
            "{{7*7}} ${7*7} &amp; %0A");
    private static final int LONG = 10_000;
    private static final int HOSTILE_PERCENT = 25;
    private static final String NAMESPACE = "pid:[4026531836]";

    private final boolean hostile;
    private final String version;
    private final List<String> hostileTexts = new ArrayList<>(HOSTILE);

    /** @param version Varve's own, to which is added that nobody recorded this */
    Cast(boolean hostile, String version) {
        this.hostile = hostile;
        this.version = version + " (simulated)";
        hostileTexts.add("long ".repeat(LONG / 5));
        hostileTexts.add("w".repeat(LONG));
    }

    /** Somebody who comes to a target from one of its two machines, with a reason or without. */
    Circumstances somebody(Chance chance, int target) {
        var host = HOSTS.get((target + chance.among(Chance.share(9, 0), Chance.share(1, 1))) % HOSTS.size());
        return new Circumstances(
                text(chance, chance.oneOf(PEOPLE)),
                text(chance, host),
                version,
                chance.percent(40) ? text(chance, chance.oneOf(REASONS)) : null,
                chance.percent(35) ? text(chance, "OPS-" + chance.between(100, 9_999)) : null);
    }

    /** The process that acts for somebody. */
    LeaseHolder process(Chance chance, Circumstances somebody, Instant now) {
        return new LeaseHolder(
                somebody.host(),
                bootId(somebody.host(), now),
                NAMESPACE,
                chance.between(2_000, 4_000_000),
                (long) chance.between(100_000, 900_000_000),
                somebody.actor());
    }

    /** Machines are restarted once a month. */
    static String bootId(String host, Instant now) {
        var day = LocalDate.ofInstant(now, ZoneOffset.UTC);
        var boot = host + "/" + day.getYear() + "-" + day.getMonthValue();
        return UUID.nameUUIDFromBytes(boot.getBytes(StandardCharsets.UTF_8)).toString();
    }

    /** The text, or now and then a hostile one in its place. */
    String text(Chance chance, String ordinary) {
        return hostile && chance.percent(HOSTILE_PERCENT) ? chance.oneOf(hostileTexts) : ordinary;
    }
}
