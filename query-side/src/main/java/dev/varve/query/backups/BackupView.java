package dev.varve.query.backups;

import java.time.Instant;

/**
 * A backup as recorded. {@code null} is what is not known yet.
 *
 * @param runId the run that it was taken for; {@code null} if for none
 * @param sha256 over the file's bytes
 * @param fingerprint of its schema
 * @param rows in all tables together
 * @param detail why it was rejected or deleted
 * @param sequence the last event about it
 */
public record BackupView(
        String id,
        String target,
        String runId,
        BackupState state,
        String path,
        Long sizeBytes,
        String sha256,
        String fingerprint,
        Long rows,
        Instant startedAt,
        Instant takenAt,
        Instant provenAt,
        Instant endedAt,
        String detail,
        long sequence) {}
