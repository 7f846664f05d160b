/**
 * The main and the wiring: the only place that reads the system's clock, environment and streams.
 */
package dev.varve.command.app;
