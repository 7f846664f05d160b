package dev.varve.query.report;

import dev.varve.cli.Printable;
import dev.varve.query.report.Report.BackupLine;
import dev.varve.query.report.Report.OfDatabase;
import dev.varve.query.report.Report.Run;
import dev.varve.query.runs.RunView;
import dev.varve.query.runs.StepView;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvSchema;

/**
 * A report as one table: a line each for the log, a database, a run, a step, a failure, drift, a backup and a gap, told apart by the
 * column {@code record}. A text that a spreadsheet would take for a formula is written behind an apostrophe
 * (<a href="https://owasp.org/www-community/attacks/CSV_Injection">OWASP, CSV injection</a>).
 */
public final class ReportCsv implements ReportFormat {

    private static final List<String> COLUMNS = List.of(
            "record",
            "database",
            "runId",
            "at",
            "endedAt",
            "kind",
            "actor",
            "host",
            "reason",
            "ticket",
            "tool",
            "outcome",
            "from",
            "to",
            "backup",
            "backupProvenAt",
            "revision",
            "script",
            "sha256",
            "statements",
            "rows",
            "durationMillis",
            "recoveredBy",
            "detail",
            "approvedBy");

    private static final String FORMULA = "=+-@＝＋－＠\t\r";

    @Override
    public void write(Report report, PrintStream out) {
        var schema = CsvSchema.builder();
        COLUMNS.forEach(schema::addColumn);
        var text = CsvMapper.builder()
                .build()
                .writerFor(List.class)
                .with(schema.build().withHeader())
                .writeValueAsString(new Sheet().of(report));
        out.writeBytes(Printable.document(text).getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static final class Sheet {

        private final List<Map<String, Object>> lines = new ArrayList<>();

        List<Map<String, Object>> of(Report report) {
            line("log", null)
                    .at(report.generatedAt(), null)
                    .with("sha256", report.log().rootHash())
                    .with("detail", report.log().events() + " events; period " + ReportWords.period(report));
            if (report.waiting() != null) {
                line("gap", null).at(null, report.generatedAt()).with("detail", report.waiting());
            }
            report.databases().forEach(this::database);
            return lines;
        }

        private void database(OfDatabase database) {
            line("database", database)
                    .at(database.registeredAt(), database.removedAt())
                    .with("tool", database.tool())
                    .with("detail", database.database());
            database.runs().forEach(run -> run(database, run));
            database.failures()
                    .forEach(failure -> line("failure", database)
                            .at(failure.failedAt(), failure.recoveredAt())
                            .with("runId", failure.runId())
                            .with("kind", failure.kind())
                            .with("outcome", failure.outcome())
                            .with("durationMillis", failure.toRecoveryMillis())
                            .with("recoveredBy", failure.recoveredBy())
                            .with("detail", failure.why()));
            database.drift()
                    .forEach(drift -> line("drift", database)
                            .at(drift.seenAt(), null)
                            .with("from", drift.expectedFingerprint())
                            .with("to", drift.foundFingerprint())
                            .with("detail", String.join("; ", drift.difference())));
            database.backups().forEach(backup -> backup(database, backup));
            database.gaps()
                    .forEach(gap -> line("gap", database)
                            .at(gap.from(), gap.to())
                            .with("runId", gap.runId())
                            .with("detail", gap.what()));
        }

        private void run(OfDatabase database, Run run) {
            var story = run.story();
            line("run", database)
                    .at(story.startedAt(), story.endedAt())
                    .with("runId", story.runId())
                    .with("kind", story.kind())
                    .with("actor", story.asked().actor())
                    .with(
                            "approvedBy",
                            run.proposal() == null ? null : run.proposal().decidedBy())
                    .with("host", story.asked().host())
                    .with("reason", story.asked().reason())
                    .with("ticket", story.asked().ticket())
                    .with("tool", tool(story))
                    .with("outcome", story.outcome())
                    .with("from", String.join(" ", story.from()))
                    .with("to", String.join(" ", story.reached().isEmpty() ? story.to() : story.reached()))
                    .with("backup", run.backups().stream().map(BackupLine::id).collect(Collectors.joining(" ")))
                    .with(
                            "backupProvenAt",
                            run.backups().isEmpty()
                                    ? null
                                    : run.backups().getLast().provenAt())
                    .with("detail", story.why());
            story.steps().forEach(step -> step(database, story, step));
        }

        private static String tool(RunView story) {
            return story.toolVersions().entrySet().stream()
                    .map(version -> version.getKey() + " " + version.getValue())
                    .sorted()
                    .collect(Collectors.joining("; "));
        }

        private void step(OfDatabase database, RunView story, StepView step) {
            line("step", database)
                    .at(step.startedAt(), step.endedAt())
                    .with("runId", story.runId())
                    .with("outcome", step.outcome())
                    .with("revision", step.revision())
                    .with("script", step.file())
                    .with("sha256", step.sha256())
                    .with("statements", step.statements())
                    .with("rows", step.rowsAffected())
                    .with("durationMillis", step.durationMillis())
                    .with(
                            "detail",
                            step.failure() == null
                                    ? step.message()
                                    : step.failure().message());
        }

        private void backup(OfDatabase database, BackupLine backup) {
            line("backup", database)
                    .at(backup.startedAt(), backup.takenAt())
                    .with("runId", backup.runId())
                    .with("outcome", backup.end())
                    .with("backup", backup.id())
                    .with("backupProvenAt", backup.provenAt())
                    .with("script", backup.path())
                    .with("sha256", backup.sha256())
                    .with("rows", backup.rows())
                    .with("detail", backup.detail());
        }

        private Line line(String record, OfDatabase database) {
            var line = new Line(new LinkedHashMap<>());
            lines.add(line.cells());
            return line.with("record", record).with("database", database == null ? null : database.target());
        }
    }

    private record Line(Map<String, Object> cells) {

        Line at(Instant from, Instant to) {
            return with("at", from).with("endedAt", to);
        }

        Line with(String column, Object value) {
            cells.put(column, value instanceof Number ? value : text(value));
            return this;
        }

        private static String text(Object value) {
            var text = value == null ? "" : value.toString();
            return !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        }
    }
}
