package dev.varve.query.web;

import java.util.List;

/** Tells what programs ask for from what people look at: who is refused is told in the form that can be read there. */
public final class ForPrograms {

    private static final List<String> ROOTS = List.of("/api/", "/actuator/");

    private ForPrograms() {}

    /** Whether a program asks for it; {@code path} is the request's, as it was written. */
    public static boolean is(String path) {
        return ROOTS.stream().anyMatch(path::startsWith) || path.equals("/live");
    }
}
