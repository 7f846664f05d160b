package dev.varve.query.report;

import dev.varve.cli.Printable;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** A report as one HTML page that needs nothing else, to be read and printed. The template escapes whatever it is given. */
public final class ReportHtml implements ReportFormat {

    private static final TemplateEngine TEMPLATES = TemplateEngine.createPrecompiled(ContentType.Html);

    @Override
    public void write(Report report, PrintStream out) {
        var page = new StringOutput();
        TEMPLATES.render("report/report.jte", report, page);
        out.writeBytes(Printable.document(page.toString()).getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
