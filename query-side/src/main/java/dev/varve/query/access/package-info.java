/**
 * The view of who is let in: tokens by their hashes, and users with their roles, so that a node that may only read can tell who asks.
 *
 * <p>Holds no password: those are in {@link dev.varve.server.PasswordFile}. Start at {@link dev.varve.query.access.Access}.
 */
package dev.varve.query.access;
