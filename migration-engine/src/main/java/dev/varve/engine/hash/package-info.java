/**
 * The one hash of the engine, in the one spelling: SHA-256 in lower-case hex.
 *
 * <p>Knows nothing of what is hashed. Start at {@link dev.varve.engine.hash.Sha256}.
 */
package dev.varve.engine.hash;
