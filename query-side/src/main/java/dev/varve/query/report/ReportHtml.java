package dev.varve.query.report;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.PrintWriterOutput;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** A report as one HTML page that needs nothing else, to be read and printed. The template escapes whatever it is given. */
public final class ReportHtml implements ReportFormat {

    private static final TemplateEngine TEMPLATES = TemplateEngine.createPrecompiled(ContentType.Html);

    @Override
    public void write(Report report, PrintStream out) {
        var writer = new PrintWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        TEMPLATES.render("report/report.jte", report, new PrintWriterOutput(writer));
        writer.flush();
    }
}
