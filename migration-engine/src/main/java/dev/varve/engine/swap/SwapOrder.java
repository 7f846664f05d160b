package dev.varve.engine.swap;

import dev.varve.engine.database.Database;
import dev.varve.engine.database.WholeContent;

/**
 * What is to be put in a database's place.
 *
 * @param database the database
 * @param copy what takes its place: in the same folder, or on the same server, open nowhere
 * @param expected what the database must still hold
 * @param fingerprint the copy's schema's, as it is recorded
 */
public record SwapOrder(Database database, Database copy, WholeContent expected, String fingerprint) {}
