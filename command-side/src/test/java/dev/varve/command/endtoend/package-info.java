/**
 * The product from its command line to its database: real processes, the real Alembic and Flyway, real kills.
 *
 * <p>No fixture of the product's own stands in for anything here. Start at {@link dev.varve.command.endtoend.Terminal}, which types
 * commands; a class ending in {@code Test} is a promise of the product.
 */
package dev.varve.command.endtoend;
