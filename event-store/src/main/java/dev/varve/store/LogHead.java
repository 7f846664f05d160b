package dev.varve.store;

/**
 * How far the log goes.
 *
 * @param size how many events; also the last one's sequence, 0 if there is none
 * @param rootHash of the Merkle tree over them, lower-case hex
 */
public record LogHead(long size, String rootHash) {}
