/**
 * Putting a migrated or mended copy in a SQLite database's place by one rename: who may be swapped, the swap itself, and what a killed
 * one leaves. Migrating the copy is not done here. Start with {@link dev.varve.engine.swap.Swap}.
 */
package dev.varve.engine.swap;
