package dev.varve.query.report;

import java.io.PrintStream;

/** How a report is written down, in UTF-8. */
public interface ReportFormat {

    void write(Report report, PrintStream out);
}
