package dev.varve.command.simulate;

import dev.varve.events.RecordedVerdict;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** What is told of the statements of a step: the ledger as it is kept, and what became of each. */
final class Statements {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Statements() {}

    /** The ledger of a step that ran at that time. */
    static byte[] ledger(ScriptedStep step, Instant at, long millis) {
        var lines = new ByteArrayOutputStream();
        long each = millis / step.statements().size();
        for (int i = 0; i < step.statements().size(); i++) {
            var began = at.plusMillis(each * i);
            write(lines, started(step, i + 1, began, step.statements().get(i)));
            write(lines, ended(step, i + 1, began.plusMillis(each), each));
        }
        return lines.toByteArray();
    }

    private static void write(ByteArrayOutputStream lines, Map<String, Object> line) {
        lines.writeBytes(JSON.writeValueAsBytes(line));
        lines.write('\n');
    }

    private static Map<String, Object> started(ScriptedStep step, int ordinal, Instant at, String sql) {
        var line = line(step, ordinal, at, "start", null);
        line.put("sql", sql);
        return line;
    }

    private static Map<String, Object> ended(ScriptedStep step, int ordinal, Instant at, long millis) {
        var line = line(step, ordinal, at, "end", millis);
        line.put("sql", null);
        line.put("error", null);
        return line;
    }

    private static Map<String, Object> line(ScriptedStep step, int ordinal, Instant at, String event, Long millis) {
        var line = new LinkedHashMap<String, Object>();
        line.put("at", at.toString());
        line.put("revision", step.revision());
        line.put("ordinal", ordinal);
        line.put("event", event);
        line.put("connection", 1);
        line.put("inTransaction", false);
        line.put("autocommit", false);
        line.put("durationMillis", millis);
        line.put("rows", null);
        return line;
    }

    /** What became of the statements, of which so many were kept, and the next failed. */
    static List<RecordedVerdict> judged(ScriptedStep step, int kept) {
        var verdicts = new ArrayList<RecordedVerdict>();
        for (int i = 0; i < step.statements().size(); i++) {
            var isKept = i < kept;
            var isLast = i == step.statements().size() - 1;
            verdicts.add(new RecordedVerdict(
                    i + 1,
                    step.statements().get(i),
                    isKept ? "KEPT" : "ROLLED_BACK",
                    isKept ? "it was committed at once" : isLast ? "it failed" : "its transaction was rolled back"));
        }
        return verdicts;
    }
}
