package dev.varve.engine.tool.alembic;

import java.util.ArrayList;
import java.util.List;

/** Splits a command as a shell would split it into words: quotes and backslashes, no expansion of any kind. */
final class ShellWords {

    private final List<String> words = new ArrayList<>();
    private StringBuilder word;

    private ShellWords() {}

    static List<String> split(String command) {
        var splitter = new ShellWords();
        splitter.read(command);
        return splitter.words;
    }

    private void read(String command) {
        var quote = '\0';
        for (var i = 0; i < command.length(); i++) {
            var c = command.charAt(i);
            if (c == '\\' && quote != '\'' && i + 1 < command.length()) {
                append(command.charAt(++i));
            } else if (quote != '\0') {
                quote = c == quote ? '\0' : keep(c, quote);
            } else if (c == '\'' || c == '"') {
                quote = c;
                begin();
            } else if (Character.isWhitespace(c)) {
                end();
            } else {
                append(c);
            }
        }
        if (quote != '\0') {
            throw new IllegalArgumentException("expected a closing " + quote + " in the command: " + command);
        }
        end();
    }

    private char keep(char c, char quote) {
        append(c);
        return quote;
    }

    private void append(char c) {
        begin();
        word.append(c);
    }

    private void begin() {
        if (word == null) {
            word = new StringBuilder();
        }
    }

    private void end() {
        if (word != null) {
            words.add(word.toString());
            word = null;
        }
    }
}
