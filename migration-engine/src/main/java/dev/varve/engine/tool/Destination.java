package dev.varve.engine.tool;

import java.util.Objects;

/**
 * Where a migration should end.
 *
 * @param direction up or down
 * @param expression as typed: a revision or its unique prefix, {@code head}, {@code heads}, {@code base}, {@code -1},
 *     {@code +1}, {@code label@head}
 */
public record Destination(Direction direction, String expression) {

    /** Towards the heads, or towards the base. */
    public enum Direction {
        UP,
        DOWN
    }

    public Destination {
        Objects.requireNonNull(direction, "direction");
        Objects.requireNonNull(expression, "expression");
    }

    public static Destination up(String expression) {
        return new Destination(Direction.UP, expression);
    }

    public static Destination down(String expression) {
        return new Destination(Direction.DOWN, expression);
    }
}
