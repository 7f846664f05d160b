package dev.varve.command.run;

import dev.varve.engine.finding.Finding;

/**
 * A run that changes a database now.
 *
 * @param inWords which run, of whom, where, and since when if that is known
 * @param finding the same with its evidence, and what to do if it never ends
 * @param onlyTheTool whether Varve itself is dead, and what its tool began goes on
 */
public record RunGoingOn(String inWords, Finding finding, boolean onlyTheTool) {}
