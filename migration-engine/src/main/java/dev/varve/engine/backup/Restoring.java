package dev.varve.engine.backup;

import dev.varve.engine.database.FileDatabase;
import dev.varve.engine.files.Aside;
import dev.varve.engine.files.Attributes;
import dev.varve.engine.files.Durable;
import dev.varve.engine.observation.Observation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Puts one backup in a database's place. In order: the copy is written beside it and proven; what is there is linked aside;
 * then the copy takes the name. Killed at any point, the former files are whole under their own name or aside.
 */
final class Restoring {

    private final Backup backup;
    private final StoredBackup stored;
    private final FileDatabase target;
    private final Clock clock;
    private final Consumer<Observation> observer;

    Restoring(Backup backup, FileDatabase target, Clock clock, Consumer<Observation> observer) {
        this.backup = backup;
        this.stored = new StoredBackup(backup, target);
        this.target = target;
        this.clock = clock;
        this.observer = observer;
    }

    Restored restore() {
        requireProven();
        requireNobodyElse();
        var place = target.files();
        var copy = place.copyBeside(".varve-restore-" + backup.id());
        try {
            observer.accept(new Observation.RestoreStarting(backup.id(), backup.sha256(), target.location()));
            Files.deleteIfExists(copy);
            stored.copyAndProve(copy);
            Attributes.takeOver(place.main(), copy);
            Durable.syncFile(copy);
            requireNobodyElse();
            var aside = Aside.keep(place.main(), place.companions(), clock.instant());
            aside.clearCompanions();
            Durable.rename(copy, place.main());
            stored.requireContent(target);
            observer.accept(new Observation.RestoreSucceeded(backup.id(), backup.fingerprint(), aside.paths()));
            return new Restored(backup, target.location(), aside.folder(), aside.paths());
        } catch (IOException failed) {
            throw new RestoreFailed(target.location(), backup.id(), failed);
        } finally {
            discard(copy);
        }
    }

    private static void discard(Path copy) {
        try {
            Files.deleteIfExists(copy);
        } catch (IOException left) {
            throw new UncheckedIOException("cannot remove the unused copy at " + copy, left);
        }
    }

    private void requireProven() {
        if (!backup.isProven()) {
            throw new RestoreRefused(
                    target.location(),
                    "a proven backup",
                    backup.id() + ", which never was",
                    "choose a proven one: varve backups " + backup.target());
        }
        if (backup.kind() != target.kind()) {
            throw new RestoreRefused(
                    target.location(),
                    "a backup of " + target.kind().word(),
                    backup.id() + " of " + backup.kind().word(),
                    "choose another: varve backups " + backup.target());
        }
    }

    private void requireNobodyElse() {
        var users = target.openElsewhere(Set.of());
        if (!users.isEmpty()) {
            throw new RestoreRefused(
                    target.location(),
                    "nobody else to have it open",
                    users.inWords(),
                    "stop the application, then restore again");
        }
    }
}
