/**
 * What was proposed for a database, by whom, and who let it go ahead. Folded from the events whenever somebody asks, so nothing of it is kept;
 * start at {@link dev.varve.query.proposals.Proposals}.
 */
package dev.varve.query.proposals;
