/**
 * Every way in which migrations of a SQLite database are known to break, made for real: by the plain tool, killed, stamped, run twice or
 * run over the wrong file, before Varve ever saw the database. The numbers are those of docs/failures.md;
 * {@link dev.varve.command.failures.CatalogueTest} fails for a number that no test carries.
 */
package dev.varve.command.failures;
