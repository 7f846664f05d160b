package dev.varve.query.status;

import java.time.Instant;

/** The backup that was proven last and is not known to be deleted. */
public record ProvenBackup(String id, String path, Long sizeBytes, String sha256, Instant provenAt) {}
