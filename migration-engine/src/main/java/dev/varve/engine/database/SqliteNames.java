package dev.varve.engine.database;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/** The one place where names become part of SQL or of an address. */
final class SqliteNames {

    private SqliteNames() {}

    /** A name quoted as an identifier. */
    static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    /**
     * The JDBC address of a file in <a href="https://www.sqlite.org/uri.html">URI form</a>, every unusual byte escaped,
     * so that no name can be taken for parameters.
     */
    static String jdbcAddress(Path file, String parameters) {
        var address = new StringBuilder("jdbc:sqlite:file:");
        for (var octet : file.toString().getBytes(StandardCharsets.UTF_8)) {
            var character = (char) (octet & 0xff);
            if (character == '/'
                    || character == '.'
                    || character == '-'
                    || character == '_'
                    || isLetterOrDigit(character)) {
                address.append(character);
            } else {
                address.append(String.format(Locale.ROOT, "%%%02X", octet & 0xff));
            }
        }
        return address.append('?').append(parameters).toString();
    }

    private static boolean isLetterOrDigit(char character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9');
    }
}
