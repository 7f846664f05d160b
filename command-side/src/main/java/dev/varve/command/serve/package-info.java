/**
 * The command side of a server: what it may start, ask and settle. It runs no migration itself: each order is a command in a process of its own.
 *
 * <p>No rule about migrations stands here, and no page. Start at {@link dev.varve.command.serve.ServedCommandSide}; then
 * {@link dev.varve.command.serve.Orders}.
 */
package dev.varve.command.serve;
