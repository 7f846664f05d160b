package dev.varve.engine.tool.alembic;

/**
 * One word of a Python source.
 *
 * @param text a name, an operator's character, or a string's value
 * @param column where it stands in its line, from 0
 */
record PythonToken(Kind kind, String text, int column) {

    enum Kind {
        NAME,
        STRING,
        OPERATOR,
        /** The end of a logical line, which inside brackets no line break is. */
        LINE_END
    }

    boolean isName(String name) {
        return kind == Kind.NAME && text.equals(name);
    }

    boolean isOperator(String operator) {
        return kind == Kind.OPERATOR && text.equals(operator);
    }
}
