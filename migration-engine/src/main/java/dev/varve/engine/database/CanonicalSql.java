package dev.varve.engine.database;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * One spelling for SQL that means the same: white space, comments, quoting, case of keywords and names, and parentheses
 * that change nothing do not count. It never merges texts that mean different things; some that mean the same stay apart.
 */
final class CanonicalSql {

    private static final Set<String> SPACED = Set.of(
            "in",
            "and",
            "or",
            "not",
            "as",
            "values",
            "when",
            "then",
            "else",
            "on",
            "check",
            "where",
            "over",
            "between",
            "select",
            "from",
            "references",
            "using",
            "exists",
            "by",
            "case",
            "is",
            "like",
            "glob");

    private CanonicalSql() {}

    private sealed interface Node {}

    private record Leaf(SqlToken token) implements Node {}

    private record Group(List<Node> nodes) implements Node {}

    /** A whole statement or clause. */
    static String text(List<SqlToken> tokens) {
        return print(simplify(tree(tokens)));
    }

    /** An expression: parentheses around the whole of it do not count either. */
    static String expression(List<SqlToken> tokens) {
        var nodes = simplify(tree(tokens));
        while (nodes.size() == 1 && nodes.getFirst() instanceof Group group && !startsQuery(group)) {
            nodes = group.nodes();
        }
        return print(nodes);
    }

    private static List<Node> tree(List<SqlToken> tokens) {
        var open = new ArrayList<List<Node>>();
        open.add(new ArrayList<>());
        for (var token : tokens) {
            if (token.isSymbol("(")) {
                open.add(new ArrayList<>());
            } else if (token.isSymbol(")") && open.size() > 1) {
                var group = new Group(open.removeLast());
                open.getLast().add(group);
            } else {
                open.getLast().add(new Leaf(token));
            }
        }
        while (open.size() > 1) {
            var group = new Group(open.removeLast());
            open.getLast().add(group);
        }
        return open.getFirst();
    }

    private static List<Node> simplify(List<Node> nodes) {
        var between = nodes.stream().anyMatch(node -> isWord(node, "between"));
        var simple = new ArrayList<Node>();
        for (var i = 0; i < nodes.size(); i++) {
            var before = i == 0 ? null : nodes.get(i - 1);
            var after = i + 1 == nodes.size() ? null : nodes.get(i + 1);
            if (!(nodes.get(i) instanceof Group group)) {
                simple.add(nodes.get(i));
                continue;
            }
            var inner = simplify(group.nodes());
            if (inner.size() == 1 && inner.getFirst() instanceof Group only && !startsQuery(only)) {
                inner = only.nodes();
            }
            if (isNeedless(inner, before, after, between)) {
                simple.addAll(inner);
            } else {
                simple.add(new Group(inner));
            }
        }
        return simple;
    }

    private static boolean isNeedless(List<Node> inner, Node before, Node after, boolean between) {
        if (inner.size() == 1 && inner.getFirst() instanceof Leaf) {
            return before == null ? after != null : isOperator(before) || isAndOr(before);
        }
        var apart = (before == null ? after != null : isAndOr(before)) && (after == null || isAndOr(after));
        return apart && !between && !inner.isEmpty() && inner.stream().noneMatch(CanonicalSql::bindsLoosely);
    }

    private static boolean bindsLoosely(Node node) {
        return isAndOr(node)
                || isWord(node, "between")
                || isWord(node, "select")
                || isWord(node, "with")
                || isWord(node, "values")
                || (node instanceof Leaf leaf && leaf.token().isSymbol(","));
    }

    private static boolean startsQuery(Group group) {
        return !group.nodes().isEmpty()
                && (isWord(group.nodes().getFirst(), "select")
                        || isWord(group.nodes().getFirst(), "with")
                        || isWord(group.nodes().getFirst(), "values"));
    }

    private static boolean isAndOr(Node node) {
        return isWord(node, "and") || isWord(node, "or");
    }

    private static boolean isWord(Node node, String word) {
        return node instanceof Leaf leaf && leaf.token().isWord(word);
    }

    private static boolean isOperator(Node node) {
        return node instanceof Leaf leaf
                && leaf.token().kind() == SqlToken.Kind.SYMBOL
                && !leaf.token().isSymbol(".")
                && !leaf.token().isSymbol(";");
    }

    private static String print(List<Node> nodes) {
        var text = new StringBuilder();
        print(nodes, text);
        return text.toString();
    }

    private static void print(List<Node> nodes, StringBuilder text) {
        Node before = null;
        for (var node : nodes) {
            switch (node) {
                case Leaf leaf -> {
                    if (before != null && !joinsLeft(leaf) && !joinsRight(before)) {
                        text.append(' ');
                    }
                    text.append(leaf.token().canonical());
                }
                case Group group -> {
                    if (before != null && !calls(before)) {
                        text.append(' ');
                    }
                    text.append('(');
                    print(group.nodes(), text);
                    text.append(')');
                }
            }
            before = node;
        }
    }

    private static boolean joinsLeft(Leaf leaf) {
        return leaf.token().isSymbol(",")
                || leaf.token().isSymbol(".")
                || leaf.token().isSymbol(";");
    }

    private static boolean joinsRight(Node before) {
        return before instanceof Leaf leaf && leaf.token().isSymbol(".");
    }

    private static boolean calls(Node before) {
        return before instanceof Leaf leaf
                && leaf.token().isName()
                && !SPACED.contains(leaf.token().canonical());
    }
}
