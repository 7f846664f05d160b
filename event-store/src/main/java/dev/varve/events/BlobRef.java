package dev.varve.events;

/**
 * A big payload kept beside the events, addressed by its content.
 *
 * @param sha256 lower-case hex, over the bytes
 * @param sizeBytes how many
 * @param head the first characters, to read without fetching it
 */
public record BlobRef(String sha256, long sizeBytes, String head) {}
