/**
 * Files around a database: written so that they last, kept aside, given the marks of the file that they replace. Nothing here opens a
 * database file that this process may hold through its engine. Start with {@link dev.varve.engine.files.Durable}.
 */
package dev.varve.engine.files;
