package dev.varve.command.append;

import dev.varve.cli.CommandFailure;
import dev.varve.cli.ExitCode;
import dev.varve.events.LeaseHolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The lock outside the store: one run at a time on one database, whatever home it comes from. Keyed by what identifies the
 * database on this machine (device and inode for a file). The operating system drops it when its process dies; what the dead
 * process's tool may still be doing is read from the claim that it left.
 */
public final class HostLock implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int CLAIM_LIMIT_BYTES = 16 * 1024;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);
    private static final int MOST_LOOKS = 100;

    private final FileChannel channel;
    private final FileLock lock;
    private Claim claim;

    private HostLock(FileChannel channel, FileLock lock, Claim claim) {
        this.channel = channel;
        this.lock = lock;
        this.claim = claim;
    }

    /**
     * Who holds a database, and the tool that it started.
     *
     * @param runId {@code null} if a backup is being taken
     * @param toolPid {@code null} before a tool runs
     * @param toolStart likewise
     */
    public record Claim(LeaseHolder holder, String home, String runId, Instant since, Long toolPid, Long toolStart) {

        Claim withTool(Long pid, Long start) {
            return new Claim(holder, home, runId, since, pid, start);
        }

        String inWords(boolean onlyItsToolLives) {
            var who = (runId == null ? "a backup" : "run " + runId) + " of " + holder.actor() + " ("
                    + ThisMachine.inWords(holder) + ", home " + home + ", since " + since + ")";
            if (!onlyItsToolLives) {
                return who;
            }
            return ThisMachine.placeOf(holder) == ThisMachine.Place.ANOTHER_NAMESPACE
                    ? "process " + toolPid + ", of which nobody here can tell whether it is gone, left behind by " + who
                    : "process " + toolPid + ", left behind by " + who;
        }
    }

    /**
     * Takes the lock, or tells who has it.
     *
     * @param folder where lock files stand; made if missing, open to every user
     * @param identity the database's identity
     * @throws DatabaseHeld if a living process holds it, or a dead one's tool still runs
     * @throws CommandFailure if no lock can be kept there
     */
    public static HostLock take(Path folder, String identity, Claim claim) {
        try {
            makeFolder(folder);
            var file = file(folder, identity);
            makeFile(file);
            var channel = FileChannel.open(
                    file, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
            return lockOrTell(file, channel, claim);
        } catch (IOException failed) {
            throw unusable(folder, failed);
        }
    }

    private static Path file(Path folder, String identity) {
        return folder.resolve(identity.replaceAll("[^A-Za-z0-9.-]", "_") + ".lock");
    }

    /**
     * Who holds the database now, told from the claim alone: nothing is written, and nobody who takes the lock is disturbed.
     *
     * @return empty if nobody does, or it cannot be read
     */
    public static Optional<DatabaseHeld> seen(Path folder, String identity) {
        var file = file(folder, identity);
        try (var channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            var claim = read(channel);
            if (tellsTheHolder(claim) && isLocked(channel, claim)) {
                return Optional.of(new DatabaseHeld(file, claim, false));
            }
            return claim != null && claim.toolPid() != null && toolMayLive(claim)
                    ? Optional.of(new DatabaseHeld(file, claim, true))
                    : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** A process of this namespace that lives has not let go of its claim; of another's, only the lock tells. */
    private static boolean isLocked(FileChannel channel, Claim claim) throws IOException {
        if (ThisMachine.placeOf(claim.holder()) == ThisMachine.Place.HERE) {
            return true;
        }
        try (var probe = channel.tryLock(0, Long.MAX_VALUE, true)) {
            return probe == null;
        } catch (OverlappingFileLockException heldInThisProcess) {
            return true;
        }
    }

    private static CommandFailure unusable(Path folder, IOException failed) {
        return new CommandFailure(
                ExitCode.USAGE,
                "LOCKS_UNUSABLE",
                "to keep the database's lock in the folder " + folder.toAbsolutePath(),
                failed.getClass().getSimpleName() + ": " + failed.getMessage(),
                "make that folder writable, or name another that every home on this machine uses: VARVE_LOCKS=DIR",
                Map.of(),
                failed);
    }

    private static HostLock lockOrTell(Path file, FileChannel channel, Claim claim) throws IOException {
        var lock = lockOrNull(channel);
        var earlier = read(channel);
        for (var looks = 1; lock == null && !tellsTheHolder(earlier) && looks < MOST_LOOKS; looks++) {
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            lock = lockOrNull(channel);
            earlier = read(channel);
        }
        if (lock == null) {
            channel.close();
            throw new DatabaseHeld(file, tellsTheHolder(earlier) ? earlier : null, false);
        }
        if (earlier != null && earlier.toolPid() != null && toolMayLive(earlier)) {
            channel.close();
            throw new DatabaseHeld(file, earlier, true);
        }
        var taken = new HostLock(channel, lock, claim);
        taken.write(claim);
        return taken;
    }

    /** Between taking the lock and writing its claim a new holder leaves that of an earlier one, who may be dead. */
    private static boolean tellsTheHolder(Claim claim) {
        return claim != null && ThisMachine.deathEvidence(claim.holder()) == null;
    }

    private static FileLock lockOrNull(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldInThisProcess) {
            return null;
        }
    }

    private static boolean toolMayLive(Claim earlier) {
        return ThisMachine.toolMayLive(earlier.holder(), earlier.toolPid(), earlier.toolStart());
    }

    /** Notes the tool's process durably, so that a successor can tell whether it still runs. */
    public void toolStarted(Long pid, Long start) {
        claim = claim.withTool(pid, start);
        write(claim);
    }

    private static void makeFolder(Path folder) throws IOException {
        if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.createDirectories(folder);
        // Every user's runs meet here, as in /tmp: the sticky bit cannot be set from Java, so the lock files carry no
        // secret.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    private static void makeFile(Path file) throws IOException {
        try {
            Files.createFile(file);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
        } catch (FileAlreadyExistsException known) {
            // Somebody's earlier run made it.
        }
    }

    private static Claim read(FileChannel channel) throws IOException {
        var buffer = ByteBuffer.allocate(CLAIM_LIMIT_BYTES);
        channel.read(buffer, 0);
        var text = new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8).strip();
        try {
            return text.isEmpty() ? null : JSON.readValue(text, Claim.class);
        } catch (JacksonException torn) {
            return null;
        }
    }

    private void write(Claim newClaim) {
        try {
            var bytes = JSON.writeValueAsBytes(newClaim);
            channel.write(ByteBuffer.wrap(bytes), 0);
            channel.truncate(bytes.length);
            channel.force(true);
        } catch (IOException failed) {
            throw new UncheckedIOException("the lock's claim cannot be written", failed);
        }
    }

    @Override
    public void close() {
        try {
            channel.truncate(0);
            lock.release();
            channel.close();
        } catch (IOException alreadyGone) {
            throw new UncheckedIOException("the lock cannot be let go", alreadyGone);
        }
    }
}
