package dev.varve.query.cli;

import dev.varve.cli.CommandFailure;
import dev.varve.cli.ExitCode;
import dev.varve.cli.GlobalOptions;
import dev.varve.cli.Json;
import dev.varve.cli.Printable;
import dev.varve.cli.Surroundings;
import dev.varve.cli.Table;
import dev.varve.query.projection.Views;
import dev.varve.query.status.Statuses;
import dev.varve.query.timeline.EntryDocument;
import dev.varve.query.timeline.Timeline;
import dev.varve.query.timeline.TimelineEntry;
import dev.varve.query.timeline.TimelineQuestion;
import dev.varve.query.words.Moments;
import dev.varve.store.EventNames;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The recorded events, in order. */
@Command(
        name = "history",
        description = "Shows the recorded events of a target, or of all.",
        footer = {
            "",
            "Example: varve history shop --since -24h",
            "         varve history --all --type StepFailed --json",
            "Times: RFC 3339, 2026-11-22 (the whole day, UTC), now, -2h.",
            "Refuses a name that was never registered, and a type that is no event's (exit 2)."
        })
final class HistoryCommand implements Callable<ExitCode> {

    @Mixin
    private GlobalOptions options;

    @ArgGroup(multiplicity = "1")
    private Whose whose;

    @Option(names = "--as-of", paramLabel = "TIME", description = "As it was recorded then.")
    private String asOf;

    @Option(names = "--since", paramLabel = "TIME", description = "Recorded then or later.")
    private String since;

    @Option(names = "--until", paramLabel = "TIME", description = "Recorded then or earlier.")
    private String until;

    @Option(names = "--type", paramLabel = "T", description = "Events of this type only, such as StepFailed.")
    private String type;

    @Option(names = "--run", paramLabel = "ID", description = "Events of this run only.")
    private String run;

    private final Surroundings surroundings;

    HistoryCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public ExitCode call() {
        var now = surroundings.clock().instant();
        var question = new TimelineQuestion(
                whose.target(),
                run,
                type == null ? Set.of() : Set.of(knownType()),
                Moments.from("--since", since, now),
                Moments.upTo("--until", until, now),
                null);
        Instant moment = Moments.upTo("--as-of", asOf, now);
        new ReadModel(surroundings, options).<Void>ask(moment, views -> {
            show(views, question);
            return null;
        });
        return ExitCode.DONE;
    }

    private void show(Views views, TimelineQuestion question) {
        if (question.target() != null
                && new Statuses(views).of(question.target()).isEmpty()) {
            throw Failures.unknownTarget(question.target(), new Statuses(views).names());
        }
        var timeline = new Timeline(views);
        if (options.json()) {
            Json.printArray(
                    surroundings.out(),
                    out -> timeline.forEach(question, entry -> out.accept(EntryDocument.of(entry))));
        } else {
            print(timeline, question);
        }
    }

    private void print(Timeline timeline, TimelineQuestion question) {
        var table = whose.isAll()
                ? Table.of("EVENT", "WHEN (UTC)", "TARGET", "BY", "TYPE", "WHAT")
                : Table.of("EVENT", "WHEN (UTC)", "BY", "TYPE", "WHAT");
        timeline.forEach(question, entry -> add(table, entry));
        if (table.isEmpty()) {
            surroundings.out().println("No event is recorded that answers this.");
        } else {
            table.print(surroundings.out(), Output.width(surroundings));
        }
    }

    private void add(Table table, TimelineEntry entry) {
        var when = Moments.shown(entry.at());
        if (whose.isAll()) {
            table.row(entry.sequence(), when, entry.target(), entry.actor(), entry.type(), entry.summary());
        } else {
            table.row(entry.sequence(), when, entry.actor(), entry.type(), entry.summary());
        }
    }

    private String knownType() {
        var names = EventNames.ALL.all().stream().map(EventNames.Named::name).toList();
        return names.stream()
                .filter(name -> name.equalsIgnoreCase(type))
                .findFirst()
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.USAGE,
                        "UNKNOWN_EVENT_TYPE",
                        "the type of an event",
                        Printable.quoted(type),
                        "give one of " + String.join(", ", names)));
    }
}
