package dev.varve.command.cli;

import dev.varve.cli.Printable;
import dev.varve.command.target.TargetAccess;
import dev.varve.engine.database.DatabaseKind;
import dev.varve.engine.ddl.Hazard;
import dev.varve.engine.ddl.PostgresHazards;
import dev.varve.engine.tool.Destination;
import dev.varve.engine.tool.ToolException;
import java.io.PrintStream;
import java.util.List;

/**
 * What is dangerous in the planned steps while an application uses the database.
 *
 * @param found in the steps' order; {@code null} if the tool cannot preview them
 */
record PlannedHazards(List<Hazard> found) {

    static final PlannedHazards NONE = new PlannedHazards(List.of());

    /** @param preview the steps' SQL; {@code null} if the tool has not been asked for it yet */
    static PlannedHazards of(TargetAccess access, Destination destination, String preview) {
        if (access.database().kind() != DatabaseKind.POSTGRESQL) {
            return NONE;
        }
        try {
            return new PlannedHazards(
                    PostgresHazards.of(preview == null ? access.tool().previewSql(destination) : preview));
        } catch (ToolException cannotPreview) {
            return new PlannedHazards(null);
        }
    }

    void print(PrintStream out) {
        if (found == null) {
            out.println("whom these steps would lock out is not known: the tool cannot preview them");
        } else if (!found.isEmpty()) {
            out.println("dangerous while an application uses the database:");
            found.forEach(hazard -> print(out, hazard));
        }
    }

    private static void print(PrintStream out, Hazard hazard) {
        out.println("  " + hazard.effect() + ": " + Printable.text(hazard.statement()));
        out.println("    " + hazard.why());
        out.println("    instead: " + hazard.instead());
    }
}
