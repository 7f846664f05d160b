/**
 * The demonstration: a sample application's databases from creation to a failed upgrade and out of it, with the real tools.
 *
 * <p>Start at {@link dev.varve.command.demo.DemoCommand}. It types the same commands as a person would and stops if one ends otherwise than it
 * should. It touches nothing outside a folder of its own.
 */
package dev.varve.command.demo;
