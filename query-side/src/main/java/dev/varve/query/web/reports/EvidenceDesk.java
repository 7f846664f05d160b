package dev.varve.query.web.reports;

import dev.varve.cli.CommandFailure;
import dev.varve.cli.ExitCode;
import dev.varve.cli.Printable;
import dev.varve.cli.WaitingFacts;
import dev.varve.query.report.Period;
import dev.varve.query.report.ReportFormat;
import dev.varve.query.report.ReportReader;
import dev.varve.query.web.Unknown;
import dev.varve.query.web.WebSurroundings;
import dev.varve.query.web.access.AccessLog;
import dev.varve.query.web.access.Limits;
import dev.varve.query.web.access.Visitor;
import dev.varve.query.words.Moments;
import dev.varve.store.DurableEventStore;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;

/** Writes reports, one at a time: each reads a database's whole history, or the whole log. */
public final class EvidenceDesk {

    private final DurableEventStore store;
    private final WebSurroundings surroundings;
    private final Clock clock;
    private final AccessLog log;
    private final Limits limits;

    /**
     * A report to be sent.
     *
     * @param mediaType with its character set
     */
    public record Evidence(String fileName, String mediaType, String content) {}

    public EvidenceDesk(
            DurableEventStore store, WebSurroundings surroundings, Clock clock, AccessLog log, Limits limits) {
        this.store = store;
        this.surroundings = surroundings;
        this.clock = clock;
        this.log = log;
        this.limits = limits;
    }

    /**
     * What somebody asks for.
     *
     * @param target {@code null} for all
     * @param format html, csv or json
     * @param since as typed; {@code null} for no bound; so is {@code until}
     */
    public record Question(String target, String format, String since, String until) {}

    /** Makes it, records that it goes out, and only then hands it out. */
    public synchronized Evidence make(Visitor visitor, Question asked, HttpServletRequest request) {
        var now = clock.instant();
        var written = ReportFormat.named(asked.format());
        var period = period(asked, now);
        var reader = reader(asked);
        limits.take(visitor.name());
        var waiting = WaitingFacts.in(surroundings.home()).orElse(null);
        var report = reader.read(asked.target(), period, now, waiting);
        var bytes = new ByteArrayOutputStream();
        written.write(report, new PrintStream(bytes, false, StandardCharsets.UTF_8));
        log.exported(visitor, "report", asked.format(), asked.target(), period.since(), period.until(), request);
        return evidence(asked, bytes.toString(StandardCharsets.UTF_8));
    }

    /** Whether it could be made, and what it would be called; nothing goes out, and nothing is recorded. */
    Evidence withoutContent(Question asked) {
        ReportFormat.named(asked.format());
        period(asked, clock.instant());
        reader(asked);
        return evidence(asked, "");
    }

    private static Period period(Question asked, Instant now) {
        var period = new Period(Moments.from("since", asked.since(), now), Moments.upTo("until", asked.until(), now));
        if (period.since() != null && period.until() != null && period.since().isAfter(period.until())) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "PERIOD_BACKWARDS",
                    "since before until",
                    period.since() + " after " + period.until(),
                    "exchange them");
        }
        return period;
    }

    private ReportReader reader(Question asked) {
        var reader = new ReportReader(store.log(), surroundings.version());
        if (asked.target() != null && !reader.knows(asked.target())) {
            throw new Unknown("a target", Printable.text(asked.target()));
        }
        return reader;
    }

    private static Evidence evidence(Question asked, String content) {
        return new Evidence(
                "varve-" + (asked.target() == null ? "all" : asked.target()) + "." + asked.format(),
                mediaType(asked.format()),
                content);
    }

    private static String mediaType(String format) {
        return switch (format) {
            case "html" -> "text/html;charset=UTF-8";
            case "csv" -> "text/csv;charset=UTF-8";
            default -> "application/json";
        };
    }
}
