/**
 * What a server may ask of the command side, which it does not know: found by {@link java.util.ServiceLoader}. A server without one only shows.
 *
 * <p>Start at {@link dev.varve.server.CommandSide}. Holds the agreement alone: what is done and decided stands on the command side, what is
 * shown on the query side. Of access it holds what both must understand alike: what a {@link dev.varve.server.Role} may, how a token is known
 * ({@link dev.varve.server.TokenText}) and a password kept ({@link dev.varve.server.PasswordFile}), and which text may be recorded.
 */
package dev.varve.server;
