package dev.varve.engine.database.postgres;

import dev.varve.engine.fingerprint.Facet;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A routine by its name and the types of its arguments.
 *
 * @param arguments as the server writes them, with nothing in them but names and types
 */
record Signature(CalledName name, String arguments) {

    private static final Pattern CALLED = Pattern.compile("([^(]+)\\(((?:[\\w ,.\\[\\]]|\"[^\"]*\")*)\\)");

    /** Empty if it is called by a name that cannot be told from its arguments. */
    static Optional<Signature> of(Facet routine) {
        var parts = CALLED.matcher(routine.owner());
        return parts.matches()
                ? CalledName.parse(parts.group(1)).map(name -> new Signature(name, parts.group(2)))
                : Optional.empty();
    }

    String quoted() {
        return name.quoted() + "(" + arguments + ")";
    }
}
