/**
 * Who is let in: tokens for programs, users, and the facts of who came in and what was taken out. Rules and state are pure
 * ({@link dev.varve.command.access.AccessDecider}), Axon's class only delegates. A token and a user each have a stream; a fact of passage has
 * one of its own, so that nothing has to be loaded to record it. Start at {@link dev.varve.command.access.RecordedAccess}.
 */
package dev.varve.command.access;
