package dev.varve.command.run;

import dev.varve.engine.database.Database;
import dev.varve.engine.database.FileDatabase;
import dev.varve.engine.files.FullDisk;
import dev.varve.engine.observation.Observation;
import dev.varve.engine.run.RunReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Watches the room of the volume that a step writes to, the database's or the rehearsal copy's, and tells of a step that filled it what
 * it had grown to. What a statement would have needed nobody knows: more than was free when it began.
 */
final class FullVolume implements Consumer<Observation> {

    private static final List<String> COMPANIONS = List.of("", "-wal", "-journal");

    private final Path database;
    private Path written;
    private long sizeBefore;
    private long grownTo;
    private long freeBefore;
    private String found;

    /** Of a database on a server there is no volume to be seen from here: what the server says of it is all there is. */
    static FullVolume of(Database database) {
        return new FullVolume(database instanceof FileDatabase file ? Path.of(file.path()) : null);
    }

    private FullVolume(Path database) {
        this.database = database;
        this.written = database;
    }

    @Override
    public void accept(Observation observation) {
        if (database != null) {
            watch(observation);
        }
    }

    private void watch(Observation observation) {
        switch (observation) {
            case Observation.RehearsalStarting o -> written = Path.of(o.copy());
            case Observation.RehearsalSucceeded o -> written = database;
            case Observation.Rehearsing o -> watch(o.observed());
            case Observation.StepStarting o -> {
                sizeBefore = size();
                grownTo = sizeBefore;
                freeBefore = free();
            }
            case Observation.StatementStarting o -> {
                grownTo = Math.max(grownTo, size());
                freeBefore = free();
            }
            case Observation.StepFailed o -> failed(o);
            case Observation other -> {}
        }
    }

    private void failed(Observation.StepFailed step) {
        grownTo = Math.max(grownTo, size());
        if (FullDisk.isSaidIn(step.failure().message())) {
            found = "step " + step.revision() + " filled the volume of " + written + ": it needed more than the "
                    + freeBefore
                    + " bytes that were free when its last statement began, and found " + free() + " bytes free; "
                    + written.getFileName() + " and its companions had grown from " + sizeBefore + " to " + grownTo
                    + " bytes";
        }
    }

    /** The report, with what filled the volume if something did. */
    RunReport explain(RunReport report) {
        return found == null ? report : report.explained(found);
    }

    private long size() {
        return COMPANIONS.stream()
                .map(companion -> written.resolveSibling(written.getFileName() + companion))
                .mapToLong(FullVolume::size)
                .sum();
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException none) {
            return 0;
        }
    }

    private long free() {
        try {
            return FullDisk.freeBeside(written);
        } catch (IOException unknown) {
            return 0;
        }
    }
}
