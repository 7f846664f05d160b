package dev.varve.command.failures;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** docs/failures.md says what breaks and how it is told; each of its numbers is made by a test here, or says why not. */
class CatalogueTest {

    private static final Pattern ROW = Pattern.compile("^\\| (\\d+) \\|.*\\| ([^|]+) \\|$");
    private static final int ENTRIES = 26;

    private static final List<Class<?>> TESTS = List.of(
            HalfDoneTest.class,
            BatchKilledTest.class,
            DataInTheWayTest.class,
            WronglyRecordedTest.class,
            SurroundingsTest.class,
            CopiedFilesTest.class);

    @Test
    void everyNumberHasItsTestOrAReason() throws IOException {
        var made = new TreeSet<Integer>();
        tests().values().forEach(made::addAll);
        var rows = rows();

        assertThat(rows.keySet())
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, ENTRIES).boxed().toList());
        rows.forEach((number, last) -> {
            if (last.startsWith("not SQLite's: ")) {
                assertThat(made)
                        .as("%s is said to be no matter of SQLite's", number)
                        .doesNotContain(number);
            } else {
                assertThat(made).as("no test makes number %s", number).contains(number);
            }
        });
    }

    @Test
    void theTableNamesTheTestsThatMakeEachNumber() throws IOException {
        rows().forEach((number, last) -> {
            var named = tests().entrySet().stream()
                    .filter(test -> test.getValue().contains(number))
                    .map(test -> "`" + test.getKey() + "`")
                    .collect(Collectors.joining(", "));
            assertThat(last.startsWith("not SQLite's: ") ? "" : last)
                    .as("the last column of number %s", number)
                    .isEqualTo(named);
        });
    }

    /** Test classes, with the numbers that they make. */
    private static Map<String, Set<Integer>> tests() {
        var tests = new TreeMap<String, Set<Integer>>();
        for (var type : TESTS) {
            for (var method : type.getDeclaredMethods()) {
                var failure = method.getAnnotation(Failure.class);
                if (failure != null) {
                    assertThat(method.isAnnotationPresent(Test.class))
                            .as("%s runs", method)
                            .isTrue();
                    Arrays.stream(failure.value())
                            .forEach(number -> tests.computeIfAbsent(type.getSimpleName(), name -> new TreeSet<>())
                                    .add(number));
                }
            }
        }
        return tests;
    }

    private static Map<Integer, String> rows() throws IOException {
        var rows = new TreeMap<Integer, String>();
        for (var line : Files.readAllLines(Path.of("../docs/failures.md"))) {
            var row = ROW.matcher(line);
            if (row.matches()) {
                rows.put(Integer.valueOf(row.group(1)), row.group(2));
            }
        }
        return rows;
    }
}
