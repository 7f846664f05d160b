package dev.varve.engine.diagnosis;

import dev.varve.engine.tool.ToolLook;

/** What was seen by looking at a database, and what the tool told on the way. */
public record Looked(Diagnosis diagnosis, ToolLook tool) {}
