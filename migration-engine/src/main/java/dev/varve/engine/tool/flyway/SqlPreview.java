package dev.varve.engine.tool.flyway;

import dev.varve.engine.finding.Finding;
import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.finding.Severity;
import dev.varve.engine.tool.PlannedStep;
import dev.varve.engine.tool.ToolException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The scripts' own text, one after another, with the project's placeholders put in; Flyway's built-in ones stay as written. */
final class SqlPreview {

    private final FlywaySettings settings;

    SqlPreview(FlywaySettings settings) {
        this.settings = settings;
    }

    String of(List<PlannedStep> steps) {
        var sql = new StringBuilder();
        for (var step : steps) {
            sql.append("-- ")
                    .append(oneLine(step.revision() + " " + step.message()))
                    .append('\n');
            sql.append(replaced(text(step)).stripTrailing()).append("\n\n");
        }
        return sql.toString();
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\R", " ");
    }

    private String text(PlannedStep step) {
        try {
            return Files.readString(Path.of(step.file()), Charset.forName(settings.get("encoding", "UTF-8")));
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new ToolException(
                    new Finding(
                            FindingCode.BROKEN_HISTORY,
                            Severity.ERROR,
                            "expected the script of " + step.revision() + " in the encoding "
                                    + settings.get("encoding", "UTF-8") + ", found: " + unreadable,
                            Map.of("file", step.file()),
                            "correct flyway.encoding or the script"),
                    unreadable);
        }
    }

    private String replaced(String text) {
        if (!settings.is("placeholderReplacement", true)) {
            return text;
        }
        var prefix = settings.get("placeholderPrefix", "${");
        var suffix = settings.get("placeholderSuffix", "}");
        var result = text;
        for (var entry : settings.properties().entrySet()) {
            if (entry.getKey().startsWith("flyway.placeholders.")) {
                var name = entry.getKey().substring("flyway.placeholders.".length());
                result = result.replace(prefix + name + suffix, entry.getValue());
            }
        }
        return result;
    }
}
