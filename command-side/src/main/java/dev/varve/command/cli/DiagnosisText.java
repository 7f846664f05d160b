package dev.varve.command.cli;

import dev.varve.cli.Printable;
import dev.varve.cli.Table;
import dev.varve.engine.diagnosis.Diagnosis;
import dev.varve.engine.diagnosis.Looked;
import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.tool.RevisionGraph;
import java.io.PrintStream;
import java.util.List;
import java.util.TreeMap;

/** A diagnosis for a person: state first, then findings with what to do, then the details. */
final class DiagnosisText {

    private static final int WIDTH = 110;
    private static final int MOST_TABLES = 15;
    private static final int MOST_PENDING = 12;

    private final String target;
    private final Diagnosis diagnosis;
    private final RevisionGraph graph;
    private final Looked looked;

    DiagnosisText(String target, Looked looked) {
        this.target = target;
        this.looked = looked;
        this.diagnosis = looked.diagnosis();
        this.graph = looked.tool().graph();
    }

    void print(PrintStream out) {
        out.println(Printable.text(target) + ": " + diagnosis.state());
        var database = diagnosis.database();
        out.println("  database   " + Printable.text(database.location()) + ", "
                + ProgressPrinter.bytes(database.sizeBytes()) + ", " + database.kind() + " "
                + Printable.text(database.serverVersion()));
        out.println("  tool       " + diagnosis.tool() + versions());
        out.println("  current    " + revisions(diagnosis.current()));
        out.println("  heads      " + revisions(diagnosis.heads()));
        if (!diagnosis.branches().isEmpty()) {
            out.println("  branches   " + revisions(diagnosis.branches()));
        }
        out.println("  history    " + graph.revisions().size() + " revisions, "
                + diagnosis.pending().size() + " pending");
        out.println("  integrity  "
                + (diagnosis.integrity().ok() == null
                        ? "not checked"
                        : Printable.text(diagnosis.integrity().detail())));
        out.println("  schema     " + Printable.text(diagnosis.fingerprint()));
        printFindings(out);
        printPending(out);
        printTables(out);
    }

    private String versions() {
        var versions = new TreeMap<>(looked.tool().versions());
        return versions.isEmpty()
                ? ""
                : " ("
                        + Printable.text(String.join(
                                ", ",
                                versions.entrySet().stream()
                                        .map(v -> v.getKey() + " " + v.getValue())
                                        .toList()))
                        + ")";
    }

    private String revisions(List<String> ids) {
        return ids.isEmpty()
                ? "none"
                : Printable.text(
                        String.join(", ", ids.stream().map(this::withMessage).toList()));
    }

    private String withMessage(String id) {
        return graph.find(id)
                .filter(revision -> !revision.message().isBlank())
                .map(revision -> id + " (" + revision.message() + ")")
                .orElse(id);
    }

    private void printFindings(PrintStream out) {
        out.println();
        if (diagnosis.findings().isEmpty()) {
            out.println("nothing found that needs doing");
        }
        FindingText.sorted(diagnosis.findings())
                .forEach(finding -> FindingText.print(out, finding, finding.code() == FindingCode.PENDING_MIGRATIONS));
    }

    private void printPending(PrintStream out) {
        if (diagnosis.pending().isEmpty()) {
            return;
        }
        out.println();
        var table = Table.of("PENDING", "MESSAGE");
        diagnosis.pending().stream().limit(MOST_PENDING).forEach(step -> table.row(step.revision(), step.message()));
        table.print(out, WIDTH);
        printRest(out, diagnosis.pending().size(), MOST_PENDING);
    }

    private void printTables(PrintStream out) {
        if (diagnosis.tables().isEmpty()) {
            return;
        }
        out.println();
        var table = Table.of("TABLE", "ROWS");
        diagnosis.tables().stream().limit(MOST_TABLES).forEach(row -> table.row(row.name(), row.rows()));
        table.print(out, WIDTH);
        printRest(out, diagnosis.tables().size(), MOST_TABLES);
    }

    private static void printRest(PrintStream out, int size, int shown) {
        if (size > shown) {
            out.println("… and " + (size - shown) + " more; --json shows all");
        }
    }
}
