package dev.varve.query.backups;

/** Backup ids are unique within a target. */
record BackupKey(String target, String id) {}
