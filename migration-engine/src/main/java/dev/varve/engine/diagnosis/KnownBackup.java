package dev.varve.engine.diagnosis;

import dev.varve.engine.database.FileDatabase;

/**
 * A proven backup to compare a database with.
 *
 * @param id its id
 * @param copy the backup itself; only read
 */
public record KnownBackup(String id, FileDatabase copy) {}
