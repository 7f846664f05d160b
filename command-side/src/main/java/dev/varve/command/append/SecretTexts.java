package dev.varve.command.append;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which texts of a target's variables are secret.
 *
 * <p>A value of five characters or more is one, whatever its name. A shorter one is, if its name says so, or if it is no number and
 * no word that settings are made of. Of a template ({@code {database}}, {@code {path}}) the literal parts count, without a URL's
 * scheme; of a URL its password counts by itself too.
 */
final class SecretTexts {

    /** Shorter texts are taken out only where they stand as a word of their own. */
    static final int LONG_ENOUGH_ANYWHERE = 5;

    private static final int SHORTEST_UNNAMED = 3;
    private static final Set<String> SECRET_WORDS = Set.of(
            "PASS",
            "PW",
            "PWD",
            "PASSWD",
            "PASSPHRASE",
            "KEY",
            "APIKEY",
            "AUTH",
            "PIN",
            "SALT",
            "PSK",
            "CREDENTIAL",
            "CREDENTIALS",
            "PRIVATE");
    private static final Pattern SECRET_NAME = Pattern.compile("PASSWORD|SECRET|TOKEN|[A-Z]PASS$|[A-Z]PWD$");
    private static final Set<String> ORDINARY_WORDS = Set.of(
            "true", "false", "yes", "no", "on", "off", "none", "null", "dev", "test", "prod", "info", "warn", "utf8",
            "utc", "http", "auto", "root", "main", "app");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(?:database|path)}");
    private static final Pattern SCHEME = Pattern.compile("^(?:[a-z][a-z0-9+.-]*:)+/*", Pattern.CASE_INSENSITIVE);
    private static final Pattern URL_PASSWORD = Pattern.compile("://[^:/@\\s]*:([^/\\s]+)@");
    private static final Pattern SECRET_PARAMETER =
            Pattern.compile("(?:^|[?&;\\s])([A-Za-z_][A-Za-z0-9_.-]*)=([^&;\\s]+)");

    private SecretTexts() {}

    /** The secret texts of these variables, without spellings. */
    static Stream<String> in(Map<String, String> variables) {
        return variables.entrySet().stream()
                .flatMap(variable -> of(variable.getKey(), variable.getValue()))
                .filter(text -> !text.isBlank())
                .distinct();
    }

    private static Stream<String> of(String name, String value) {
        var isTemplate = PLACEHOLDER.matcher(value).find();
        var parts = isTemplate
                ? Arrays.stream(PLACEHOLDER.split(value))
                        .map(part -> SCHEME.matcher(part).replaceFirst(""))
                : Stream.of(value);
        return Stream.concat(
                parts.filter(part -> isSecret(name, part)), Stream.concat(passwords(value), parameters(value)));
    }

    private static Stream<String> passwords(String value) {
        return URL_PASSWORD.matcher(value).results().map(found -> found.group(1));
    }

    private static Stream<String> parameters(String value) {
        return SECRET_PARAMETER
                .matcher(value)
                .results()
                .filter(found -> isSecretName(found.group(1)))
                .map(found -> found.group(2))
                .filter(text -> !PLACEHOLDER.matcher(text).find());
    }

    private static boolean isSecret(String name, String text) {
        if (text.length() >= LONG_ENOUGH_ANYWHERE || isSecretName(name)) {
            return true;
        }
        var isOrdinary = text.chars().allMatch(Character::isDigit)
                || text.chars().noneMatch(Character::isLetterOrDigit)
                || ORDINARY_WORDS.contains(text.toLowerCase(Locale.ROOT));
        return text.length() >= SHORTEST_UNNAMED && !isOrdinary;
    }

    private static boolean isSecretName(String name) {
        var upper = name.toUpperCase(Locale.ROOT);
        return SECRET_NAME.matcher(upper).find()
                || Arrays.stream(upper.split("[_.-]", -1)).anyMatch(SECRET_WORDS::contains);
    }
}
