package dev.varve.engine.tool;

import dev.varve.engine.database.Database;
import dev.varve.engine.observation.Observation;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** A migration tool, its scripts and its configuration, pointed at one database. Safe to use from one thread at a time. */
public interface MigrationTool {

    ToolKind kind();

    /**
     * Only looks, never changes the database, and never throws for what the operator can mend: that is a finding.
     *
     * @param beforeConnecting runs before the tool opens the database, so that whoever looks at the database beside it can be
     *     done by then; what starts the tool goes on meanwhile
     */
    ToolLook look(Runnable beforeConnecting);

    /** Looks by itself. */
    default ToolLook look() {
        return look(() -> {});
    }

    /** The same tool, scripts and configuration, pointed at another database of the same kind: a copy, a scratch one. */
    MigrationTool pointedAt(Database other);

    /**
     * The steps from where the database is to the destination; empty if there is nothing to do.
     *
     * @throws ToolException if the destination is unknown or ambiguous, or the tool cannot run
     */
    List<PlannedStep> plan(Destination destination);

    /**
     * The SQL that the tool says it would run, without running it.
     *
     * @throws ToolException if the tool cannot preview; the remedy names another way to see it
     */
    String previewSql(Destination destination);

    /**
     * Runs the migration for real. Every act is announced to the observer before it begins; an observer that throws stops
     * the tool before that act, and its exception is rethrown from here.
     *
     * @throws ToolException if the tool refuses to begin; nothing was changed then
     */
    MigrationResult migrate(MigrationOrder order, Consumer<Observation> observer);

    /**
     * The revisions that the database is recorded at now, read from it and not from what a run said.
     *
     * @param versionTables the tool's own tables, as its look told
     * @return empty if it cannot be read now
     */
    Optional<List<String>> recorded(Set<String> versionTables);

    /** Whether {@link #stamp} can set the recorded revision of a database that is recorded at these now. */
    boolean canStampFrom(List<String> current);

    /**
     * Sets the recorded revision without running a script. The interlock stands before this, not inside.
     *
     * @throws ToolException if the revision is unknown or the tool cannot run
     */
    void stamp(String revision, Consumer<Observation> observer);
}
