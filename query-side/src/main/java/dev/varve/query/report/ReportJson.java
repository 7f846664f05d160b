package dev.varve.query.report;

import dev.varve.cli.Json;
import java.io.PrintStream;

/** A report as one JSON document. */
public final class ReportJson implements ReportFormat {

    @Override
    public void write(Report report, PrintStream out) {
        Json.print(out, report);
    }
}
