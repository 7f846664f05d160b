/**
 * What a schema looks like, canonically: its facets, its hash, and differences in words.
 *
 * <p>Pure values, no connection and no clock. A {@link dev.varve.engine.fingerprint.Schema} is filled by the inspectors in
 * {@code dev.varve.engine.database}. Start at {@link dev.varve.engine.fingerprint.Facet}: all set arithmetic about partial
 * runs is done on facets.
 */
package dev.varve.engine.fingerprint;
