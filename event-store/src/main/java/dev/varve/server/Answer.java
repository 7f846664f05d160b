package dev.varve.server;

/**
 * What a command that only looks said.
 *
 * @param exitCode the command's, as in the contract
 * @param json its document; an error's if it has one
 */
public record Answer(int exitCode, String json) {}
