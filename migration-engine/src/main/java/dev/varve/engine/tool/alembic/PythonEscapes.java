package dev.varve.engine.tool.alembic;

/** What a letter after a backslash stands for in a Python string; escapes by number are left as written. */
final class PythonEscapes {

    private PythonEscapes() {}

    static String of(char escaped) {
        return switch (escaped) {
            case 'n' -> "\n";
            case 't' -> "\t";
            case 'r' -> "\r";
            case '\n' -> "";
            case '\\', '\'', '"' -> String.valueOf(escaped);
            default -> "\\" + escaped;
        };
    }
}
