/**
 * The Merkle tree over the log, after RFC 6962: what a leaf covers, how nodes hash, and the frontier that makes an append cost O(log n).
 *
 * <p>Pure: bytes in, bytes out, no I/O. Start at {@link dev.varve.store.merkle.MerkleFrontier}.
 */
package dev.varve.store.merkle;
