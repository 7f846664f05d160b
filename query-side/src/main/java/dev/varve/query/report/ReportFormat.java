package dev.varve.query.report;

import dev.varve.cli.CommandFailure;
import dev.varve.cli.ExitCode;
import dev.varve.cli.Printable;
import java.io.PrintStream;

/** How a report is written down, in UTF-8. */
public interface ReportFormat {

    void write(Report report, PrintStream out);

    /**
     * The format of that name.
     *
     * @param name {@code null} if none was given
     * @throws CommandFailure if there is none of that name yet
     */
    static ReportFormat named(String name) {
        return switch (name) {
            case "html" -> new ReportHtml();
            case "csv" -> new ReportCsv();
            case "json" -> new ReportJson();
            case "pdf", "evidence" ->
                throw usage("FORMAT_RESERVED", Printable.quoted(name) + ", which is reserved for a later release");
            case null -> throw usage("FORMAT_MISSING", "none");
            default -> throw usage("UNKNOWN_FORMAT", Printable.quoted(name));
        };
    }

    private static CommandFailure usage(String code, String found) {
        var ready = "html, csv or json";
        return new CommandFailure(ExitCode.USAGE, code, "the format " + ready, found, "give --format " + ready);
    }
}
