package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Values that nothing else could have made, sown where they must not come out again. */
final class Canaries {

    private final List<String> values = new ArrayList<>();

    /** A new one; {@code where} tells it from the others. */
    String sown(String where) {
        var value = "Kanarienvogel7" + where + "q" + (values.size() + 31) + "z&é";
        values.add(value);
        return value;
    }

    /** What SQLite takes for a text where it stands as a default. */
    String bare(String where) {
        var word = "Kanarienvogel7" + where;
        values.add(word);
        return word;
    }

    String last() {
        return values.getLast();
    }

    void assertNoneIsIn(Map<String, String> entries) {
        var all = String.join("\n", entries.values()).toLowerCase(Locale.ROOT) + String.join("\n", entries.keySet());
        assertThat(all).isNotEmpty();
        for (var value : values) {
            var bytes = value.getBytes(StandardCharsets.UTF_8);
            var core = value.substring(0, value.length() - (value.endsWith("é") ? 2 : 0));
            for (var spelling : List.of(
                    core,
                    Base64.getEncoder().encodeToString(bytes).substring(0, 16),
                    HexFormat.of().formatHex(bytes).substring(0, 40),
                    URLEncoder.encode(value, StandardCharsets.UTF_8))) {
                assertThat(all).as(value).doesNotContain(spelling.toLowerCase(Locale.ROOT));
            }
        }
        assertThat(all).doesNotContain("kanarienvogel");
    }
}
