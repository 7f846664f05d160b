package dev.varve.server;

import dev.varve.cli.CommandFailure;
import dev.varve.cli.ExitCode;
import dev.varve.cli.Home;
import dev.varve.cli.PrivateFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The passwords of a home's users, hashed, in {@code secrets/users.json}: mode 0600, and in no event. Who may log in, and as what, stands in
 * the events; a password alone lets nobody in. Safe for several threads and processes.
 */
public final class PasswordFile {

    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<TreeMap<String, String>> HASHES = new TypeReference<>() {};
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Compared with where a user has no password, so that it takes as long. */
    private static final String OF_NOBODY = PasswordHash.of("of nobody".toCharArray(), RANDOM);

    private static final Object ONE_AT_A_TIME = new Object();

    private final Path file;

    public PasswordFile(Home home) {
        this.file = home.passwords();
    }

    /**
     * Whether that is the user's password. For a user who has none, or is unknown, it takes as long as for a wrong password.
     *
     * @throws CommandFailure if the file cannot be read, or others than its owner may
     */
    public boolean matches(String user, char[] password) {
        var kept = read().get(user);
        var right = PasswordHash.matches(password, kept == null ? OF_NOBODY : kept);
        return kept != null && right;
    }

    /** Whether the user has a password. */
    public boolean holds(String user) {
        return read().containsKey(user);
    }

    /**
     * Gives the user that password.
     *
     * @throws CommandFailure if the file cannot be read or written: the user has the password of before
     */
    public void set(String user, char[] password) {
        var hash = PasswordHash.of(password, RANDOM);
        change(hashes -> hashes.put(user, hash));
    }

    /** Likewise takes it away; a user who has none stays without. */
    public void remove(String user) {
        if (holds(user)) {
            change(hashes -> hashes.remove(user));
        }
    }

    private void change(Consumer<Map<String, String>> change) {
        synchronized (ONE_AT_A_TIME) {
            try {
                PrivateFiles.makeFolder(file.getParent());
                try (var lock = FileChannel.open(
                        file.resolveSibling(".users.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                    lock.lock();
                    var hashes = read();
                    change.accept(hashes);
                    PrivateFiles.write(
                            file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(hashes) + "\n");
                }
            } catch (IOException failed) {
                throw unusable("to write " + file, failed.toString(), "mend the folder's rights and room", failed);
            }
        }
    }

    private Map<String, String> read() {
        try {
            if (Files.notExists(file)) {
                return new TreeMap<>();
            }
            requirePrivate();
            var hashes = JSON.readValue(Files.readString(file), HASHES);
            if (!hashes.values().stream().allMatch(hash -> hash != null && PasswordHash.isOne(hash))) {
                throw damaged(null);
            }
            return hashes;
        } catch (JacksonException notJson) {
            throw damaged(notJson);
        } catch (IOException failed) {
            throw unusable("to read " + file, failed.toString(), "mend the file's rights", failed);
        }
    }

    private void requirePrivate() throws IOException {
        var others = EnumSet.allOf(PosixFilePermission.class);
        others.removeAll(PosixFilePermissions.fromString("rwx------"));
        var found = Files.getPosixFilePermissions(file);
        if (found.stream().anyMatch(others::contains)) {
            throw unusable(
                    file + " to be for its owner alone",
                    "the rights " + PosixFilePermissions.toString(found),
                    "chmod 600 " + file + ", and give every user a new password if others may have read it",
                    null);
        }
    }

    /** Says nothing of what stands in the file. */
    private CommandFailure damaged(Exception cause) {
        return unusable(
                file + " to map users to hashes by Argon2id",
                "something else" + (cause == null ? "" : " (" + cause.getClass().getSimpleName() + ")"),
                "put it back from a backup of the home, or remove it and give every user a new password:"
                        + " varve user password NAME",
                cause);
    }

    private static CommandFailure unusable(String expected, String found, String remedy, Exception cause) {
        return new CommandFailure(ExitCode.USAGE, "PASSWORDS_UNUSABLE", expected, found, remedy, Map.of(), cause);
    }
}
