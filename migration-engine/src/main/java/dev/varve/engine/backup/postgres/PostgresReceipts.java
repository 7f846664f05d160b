package dev.varve.engine.backup.postgres;

import dev.varve.engine.backup.BackupNotProven;
import dev.varve.engine.files.Durable;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The receipts in a folder: one JSON file beside each archive. An archive without one is no backup. */
final class PostgresReceipts {

    private static final DateTimeFormatter ID =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String ENDING = ".pgreceipt.json";
    private static final int FORMAT = 1;

    /** @param format the version of this file's shape */
    private record Receipt(int format, PostgresBackup backup) {}

    private final JsonMapper json = JsonMapper.builder().build();
    private final Path folder;

    PostgresReceipts(Path folder) {
        this.folder = folder;
    }

    Archive archive(String id, DumpFormat format) {
        return new Archive(folder.resolve(id + format.ending()), format);
    }

    /** Where it is written; its name is its own as long as it is not whole. */
    Archive partial(String id, DumpFormat format) {
        return new Archive(folder.resolve("." + id + format.ending() + ".partial"), format);
    }

    private Path receipt(String id) {
        return folder.resolve(id + ENDING);
    }

    /** An id that nobody else has, by creating its partial archive, empty. */
    String reserve(Instant at, DumpFormat format) throws IOException {
        Durable.createFolder(folder);
        var base = ID.format(at);
        for (var attempt = 1; ; attempt++) {
            var id = attempt == 1 ? base : base + "-" + attempt;
            try {
                if (Files.notExists(receipt(id)) && !archive(id, format).exists()) {
                    create(partial(id, format));
                    return id;
                }
            } catch (FileAlreadyExistsException taken) {
                // another process reserved it in this millisecond: try the next
            }
        }
    }

    private static void create(Archive partial) throws IOException {
        if (partial.format() == DumpFormat.CUSTOM) {
            Durable.createPrivateFile(partial.path());
        } else {
            Durable.createPrivateFolder(partial.path());
        }
    }

    void write(PostgresBackup backup) throws IOException {
        var receipt = new Receipt(FORMAT, backup);
        Durable.replace(
                receipt(backup.id()), json.writerWithDefaultPrettyPrinter().writeValueAsBytes(receipt));
    }

    /**
     * The receipt as it stands; its backup's path is where the receipt lies now, so that a folder may be moved whole.
     *
     * @throws BackupNotProven if it cannot be read
     */
    PostgresBackup read(String id) {
        var file = receipt(id);
        try {
            var receipt = json.readValue(Files.readAllBytes(file), Receipt.class);
            if (receipt == null || receipt.format() != FORMAT || receipt.backup() == null) {
                throw new BackupNotProven(id, "a receipt of format " + FORMAT, "another at " + file);
            }
            var backup = receipt.backup();
            if (!id.equals(backup.id())) {
                throw new BackupNotProven(id, "its own receipt", "that of " + backup.id());
            }
            return backup.at(
                    archive(id, backup.format()).path().toAbsolutePath().normalize());
        } catch (IOException | JacksonException unreadable) {
            var found = "none that can be read at " + file + " (" + unreadable.getMessage() + ")";
            throw new BackupNotProven(id, "a receipt", found, unreadable);
        }
    }

    /** Every receipt's id, oldest first. */
    List<String> ids() throws IOException {
        var ids = new ArrayList<String>();
        if (Files.isDirectory(folder)) {
            try (var files = Files.newDirectoryStream(folder, "*" + ENDING)) {
                for (var file : files) {
                    var name = file.getFileName().toString();
                    ids.add(name.substring(0, name.length() - ENDING.length()));
                }
            }
        }
        ids.sort(null);
        return ids;
    }
}
