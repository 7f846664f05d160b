package dev.varve.engine.database.postgres;

import java.util.regex.Pattern;

/** Names as PostgreSQL's SQL writes them and as people call them. */
final class PostgresNames {

    /** The schema that every database has, and that nobody says. */
    static final String PUBLIC = "public";

    private static final Pattern PLAIN = Pattern.compile("[^\\s()\"]+");

    private PostgresNames() {}

    /** As an identifier, whatever is in it. */
    static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    static String quoted(String schema, String name) {
        return quoted(schema) + "." + quoted(name);
    }

    /** As people call it: without its schema if that is the one that every database has. */
    static String called(String schema, String name) {
        return schema == null || schema.equals(PUBLIC) ? part(name) : part(schema) + "." + part(name);
    }

    /** A called name inside a definition: in quotes unless it ends where a space or a parenthesis does. */
    static String written(String called) {
        return PLAIN.matcher(called).matches() ? called : quoted(called);
    }

    /** A dot in a name must not look like the one between schema and name. */
    static String part(String name) {
        return name.indexOf('.') >= 0 || name.indexOf('"') >= 0 ? quoted(name) : name;
    }
}
