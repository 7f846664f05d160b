package dev.varve.command.run;

import dev.varve.command.target.TargetAccess;
import dev.varve.command.target.TargetState;

/** A watched target: how it is reached, its state, and what is known of its runs. */
public record Watch(TargetAccess access, TargetState.Watched state, KnownPast past) {}
