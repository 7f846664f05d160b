/**
 * What the tests of every module need and no part of the product is: a PostgreSQL server of their own. Knows nothing of Varve.
 * Start with {@link dev.varve.testing.PostgresServer}.
 */
package dev.varve.testing;
