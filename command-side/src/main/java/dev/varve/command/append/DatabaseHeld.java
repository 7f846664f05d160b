package dev.varve.command.append;

import java.io.Serial;
import java.nio.file.Path;

/** Another run holds this very database, perhaps from another home. */
public final class DatabaseHeld extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private final transient Path lockFile;
    private final transient HostLock.Claim holder;
    private final boolean onlyItsToolLives;

    DatabaseHeld(Path lockFile, HostLock.Claim holder, boolean onlyItsToolLives) {
        super("expected no other run on this database, found " + inWords(holder, onlyItsToolLives));
        this.lockFile = lockFile;
        this.holder = holder;
        this.onlyItsToolLives = onlyItsToolLives;
    }

    private static String inWords(HostLock.Claim holder, boolean onlyItsToolLives) {
        return holder == null ? "one that is just beginning" : holder.inWords(onlyItsToolLives);
    }

    /** The holder in words. */
    public String found() {
        return inWords(holder, onlyItsToolLives);
    }

    /** The file that carries the lock and the holder's claim. */
    public Path lockFile() {
        return lockFile;
    }

    /** Who holds it; {@code null} if the holder has not written its claim yet. */
    public HostLock.Claim holder() {
        return holder;
    }

    /** Whether Varve itself is dead and only the tool that it started still runs. */
    public boolean onlyItsToolLives() {
        return onlyItsToolLives;
    }
}
