/**
 * Reads what can be read of a damaged or half migrated SQLite file into a new one, row by row. A last resort: a proven backup is better.
 *
 * <p>Start at {@link dev.varve.engine.salvage.Salvage}: {@code Salvage.of(database).into(newFile, rows -> {})} returns a
 * {@link dev.varve.engine.salvage.SalvageReport} (per table what was read, what was lost, what no constraint admits; how the new file was
 * proven) or throws {@link dev.varve.engine.salvage.SalvageRefused}. The original is copied with its companions by a child process
 * and never opened; an existing file is never written over. Pages are read here by SQLite's documented file format, since SQLite
 * itself stops at the first page that is wrong; only the new file is made through SQLite.
 */
package dev.varve.engine.salvage;
