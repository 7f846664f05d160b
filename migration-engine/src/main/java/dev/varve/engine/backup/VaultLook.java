package dev.varve.engine.backup;

import dev.varve.engine.database.FileDatabase;
import dev.varve.engine.finding.Finding;
import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.finding.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Looks at a vault from the outside. */
final class VaultLook {

    private final Path folder;
    private final Receipts receipts;

    VaultLook(Path folder, Receipts receipts) {
        this.folder = folder;
        this.receipts = receipts;
    }

    List<Finding> at(FileDatabase source, List<String> ids) {
        var findings = new ArrayList<Finding>();
        try {
            var volume = existing(folder);
            sameVolume(source, volume, findings);
            room(source, volume, findings);
        } catch (IOException unknown) {
            findings.add(Finding.of(
                    FindingCode.LOW_DISK_SPACE,
                    Severity.WARNING,
                    "expected to see how much space " + folder + " has, found: " + unknown,
                    "make the folder readable for this user"));
        }
        ids.forEach(id -> receipt(id, findings));
        return findings;
    }

    List<Finding> atReceipts(List<String> ids) {
        var findings = new ArrayList<Finding>();
        ids.forEach(id -> receipt(id, findings));
        return findings;
    }

    private static Path existing(Path folder) {
        var there = folder;
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        return there;
    }

    private static void sameVolume(FileDatabase source, Path volume, List<Finding> findings) throws IOException {
        var database = existing(Path.of(source.path()));
        if (Files.getAttribute(database, "unix:dev").equals(Files.getAttribute(volume, "unix:dev"))) {
            findings.add(new Finding(
                    FindingCode.BACKUP_ON_SAME_VOLUME,
                    Severity.WARNING,
                    "expected backups on another volume than " + source.location() + ", found " + volume
                            + " on the same",
                    Map.of("database", source.location(), "backups", volume.toString()),
                    "keep a copy elsewhere, or name a folder on another volume with --dir"));
        }
    }

    private static void room(FileDatabase source, Path volume, List<Finding> findings) throws IOException {
        var free = Files.getFileStore(volume).getUsableSpace();
        if (free < source.sizeBytes()) {
            findings.add(new Finding(
                    FindingCode.LOW_DISK_SPACE,
                    Severity.ERROR,
                    "expected " + source.sizeBytes() + " bytes free for a backup in " + volume + ", found " + free,
                    Map.of("path", volume.toString(), "expectedBytes", source.sizeBytes(), "foundBytes", free),
                    "free space on that volume, expire old backups, or choose another folder with --dir"));
        }
    }

    private void receipt(String id, List<Finding> findings) {
        try {
            receipts.read(id);
        } catch (BackupNotProven unreadable) {
            findings.add(Finding.of(
                    FindingCode.NO_RECENT_BACKUP, Severity.WARNING, unreadable.getMessage(), unreadable.remedy()));
        }
    }
}
