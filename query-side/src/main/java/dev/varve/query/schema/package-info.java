/**
 * What a database's schema was at a time, what differs between two times, and the migration scripts as a graph with where the database
 * stands in it. Read from the log by target; nothing is shown that no event tells. Start at {@link
 * dev.varve.query.schema.SchemaHistory} and {@link dev.varve.query.schema.RevisionGraphs}; {@link
 * dev.varve.query.schema.RevisionGraphSvg} draws.
 */
package dev.varve.query.schema;
