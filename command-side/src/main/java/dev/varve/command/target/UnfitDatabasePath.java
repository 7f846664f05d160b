package dev.varve.command.target;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Tells of a database's URL whether it says for everybody who reads it (SQLAlchemy, the JDBC driver, SQLite's own URIs) which file
 * is meant. What one of them would read otherwise is refused before anything is registered.
 */
public final class UnfitDatabasePath {

    private static final Pattern PARAMETERS = Pattern.compile("\\?(?:[A-Za-z_][\\w.-]*=[^&/?]*(?:&(?=.)|$))+");
    private static final Pattern FILE_URI = Pattern.compile("^(?:jdbc:sqlite:|sqlite(?:\\+[a-z0-9_]+)?:///)file:");
    private static final Pattern ESCAPE = Pattern.compile("%[0-9A-Fa-f]{2}");
    private static final List<String> PLACEHOLDERS = List.of("{database}", "{path}");

    private UnfitDatabasePath() {}

    /**
     * What stands in the way, as the end of a sentence that begins with "found"; empty if nothing does.
     *
     * @param readBySqlAlchemy whether the tool gets it as SQLAlchemy's URL, in which newer releases decode escapes and older do not
     */
    public static Optional<String> in(String url, boolean readBySqlAlchemy) {
        var question = url.indexOf('?');
        if (question >= 0 && !PARAMETERS.matcher(url.substring(question)).matches()) {
            return Optional.of("a '?', which ends the path and begins parameters, in " + url);
        }
        if (FILE_URI.matcher(url).find() && (url.indexOf('%') >= 0 || url.indexOf('#') >= 0)) {
            return Optional.of("a '%' or '#' behind file:, where SQLite reads an escape or a fragment, in " + url);
        }
        if (readBySqlAlchemy && ESCAPE.matcher(url).find()) {
            return Optional.of("what SQLAlchemy reads as an escape, in " + url);
        }
        if (url.chars().anyMatch(Character::isISOControl) || url.indexOf('\ufffd') >= 0) {
            return Optional.of("a character that cannot be printed or that this locale cannot read, in " + url);
        }
        return PLACEHOLDERS.stream()
                .filter(url::contains)
                .findFirst()
                .map(placeholder -> placeholder + ", which stands for the path itself in --env, in " + url);
    }
}
