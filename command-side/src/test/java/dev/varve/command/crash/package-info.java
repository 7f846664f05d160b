/**
 * The crash matrix: the product as a process of the operating system, killed and failed at seeded moments, and examined
 * afterwards through its command line and through what plain tools say the database should be.
 *
 * <p>Nothing of the product's classes judges here: {@link dev.varve.command.crash.Picture} reads databases by plain SQL, {@link
 * dev.varve.command.crash.References} come from plain Alembic and Flyway. Start reading at {@link
 * dev.varve.command.crash.CrashMatrixTest}.
 */
package dev.varve.command.crash;
