/**
 * The bundle that is shared to ask for help: what may leave a machine, and in which shape.
 *
 * <p>Start at {@link dev.varve.command.bundle.Bundle}. Nothing is shown unless a rule here says that it can be neither data nor a secret; no
 * part may fail the others.
 */
package dev.varve.command.bundle;
