package dev.varve.query.web.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.varve.query.proposals.Proposal;
import dev.varve.query.runs.RunView;

/**
 * A run in full.
 *
 * @param run whose members stand beside that of the proposal
 * @param proposal by which it came about, with who proposed and who approved it; {@code null} if nobody proposed it
 */
record RunDocument(@JsonUnwrapped RunView run, Proposal proposal) {}
