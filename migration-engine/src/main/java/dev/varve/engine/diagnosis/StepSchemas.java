package dev.varve.engine.diagnosis;

import dev.varve.engine.fingerprint.Schema;
import java.util.Collection;

/** The schemas between which a step stands, as a rehearsal on a copy of this very database showed them. */
public record StepSchemas(Schema before, Schema after) {

    StepSchemas without(Collection<String> tables) {
        return new StepSchemas(before.without(tables), after.without(tables));
    }
}
