/**
 * The demonstration: a sample application's databases from creation to a failed upgrade and out of it, with the real tools.
 *
 * <p>Start at {@link dev.varve.command.demo.DemoCommand}. It types the same commands as a person would and stops if one ends otherwise than it
 * should. It plays in a folder of its own, with a home of its own; beside it only the user's cache and the folder of locks are used.
 */
package dev.varve.command.demo;
