package dev.varve.engine.backup;

import dev.varve.engine.database.DatabaseKind;
import dev.varve.engine.files.Durable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The receipts in a folder: one JSON file beside each backup. Those of servers' dumps are written elsewhere, and are read here as well. */
final class Receipts {

    private static final String RECEIPT_ENDING = ".receipt.json";
    private static final int FORMAT = 1;
    private static final Pattern ID = Pattern.compile("[0-9]{8}-[0-9]{6}-[0-9]{3}(-[0-9]+)?");

    /**
     * What the file holds.
     *
     * @param format the version of this file's shape
     */
    record Receipt(int format, Backup backup) {}

    private final JsonMapper json = JsonMapper.builder().build();
    private final Path folder;

    Receipts(Path folder) {
        this.folder = folder;
    }

    static boolean isId(String id) {
        return ID.matcher(id).matches();
    }

    Path backupFile(String id, DatabaseKind kind) {
        return folder.resolve(id + kind.fileEnding());
    }

    /** Of either kind, whichever is there. */
    Path receiptFile(String id) {
        var ofFile = folder.resolve(id + RECEIPT_ENDING);
        return Files.exists(ofFile, LinkOption.NOFOLLOW_LINKS)
                ? ofFile
                : ServerReceipt.existing(folder, id).orElse(ofFile);
    }

    void write(Backup backup) throws IOException {
        Durable.replace(
                receiptFile(backup.id()),
                json.writerWithDefaultPrettyPrinter().writeValueAsBytes(new Receipt(FORMAT, backup)));
    }

    boolean exists(String id) {
        return Files.exists(receiptFile(id), LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * The receipt as it stands; its backup's path is where the receipt lies now, so that a folder may be moved whole.
     *
     * @throws BackupNotProven if it cannot be read
     */
    Backup read(String id) {
        try {
            var receipt = parsed(receiptFile(id));
            if (receipt == null || receipt.format() != FORMAT || receipt.backup() == null) {
                throw new BackupNotProven(id, "a receipt of format " + FORMAT, "another at " + receiptFile(id));
            }
            if (!id.equals(receipt.backup().id())) {
                throw new BackupNotProven(
                        id, "its own receipt", "that of " + receipt.backup().id());
            }
            return at(
                    receipt.backup(), archive(receipt.backup()).toAbsolutePath().normalize());
        } catch (IOException | JacksonException unreadable) {
            var found = "none that can be read at " + receiptFile(id) + " (" + unreadable.getMessage() + ")";
            throw new BackupNotProven(id, "a receipt", found, unreadable);
        }
    }

    private Receipt parsed(Path file) throws IOException {
        var bytes = Files.readAllBytes(file);
        if (!ServerReceipt.isNameOf(file)) {
            return json.readValue(bytes, Receipt.class);
        }
        var receipt = json.readValue(bytes, ServerReceipt.class);
        return receipt == null ? null : receipt.asEveryReceipt();
    }

    private Path archive(Backup backup) {
        return backup.kind() == DatabaseKind.POSTGRESQL
                ? ServerReceipt.archive(folder, backup)
                : backupFile(backup.id(), backup.kind());
    }

    private static Backup at(Backup backup, Path path) {
        return new Backup(
                backup.id(),
                backup.target(),
                backup.source(),
                backup.kind(),
                path.toString(),
                backup.sizeBytes(),
                backup.sha256(),
                backup.fingerprint(),
                backup.tables(),
                backup.takenAt(),
                backup.provenAt(),
                backup.runId());
    }

    /** Every receipt's id, oldest first. */
    List<String> ids() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        var ids = new TreeSet<String>();
        for (var ending : List.of(RECEIPT_ENDING, ServerReceipt.ENDING)) {
            try (var files = Files.newDirectoryStream(folder, "*" + ending)) {
                for (var file : files) {
                    var name = file.getFileName().toString();
                    ids.add(name.substring(0, name.length() - ending.length()));
                }
            }
        }
        ids.removeIf(id -> !isId(id));
        return List.copyOf(ids);
    }
}
