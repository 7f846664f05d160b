/**
 * What {@code docs/deploy} and the top-level container files say, held against the tools that will read them: systemd, Docker
 * Compose, a YAML parser, a shell, and the command line itself.
 */
package dev.varve.command.deploy;
