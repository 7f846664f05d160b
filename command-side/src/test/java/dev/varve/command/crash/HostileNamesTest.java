package dev.varve.command.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names that would mean something to a shell, to SQL or to a path. */
class HostileNamesTest {

    @TempDir
    Path folder;

    private SqliteSite site;

    @AfterEach
    void close() throws Exception {
        site.close();
    }

    @Test
    void hostileFileNamesChangeNothing() throws Exception {
        site = SqliteSite.in(folder, Strategy.SWAP, Tool.FLYWAY, MigrationSet.VIEWS_AND_KEYS);
        for (var name : List.of("with space ' and \"quotes\"", "$(touch pwned);&|", "-rf --help", "ä漢字😀")) {
            var database = Files.createDirectories(folder.resolve(name)).resolve(name + ".db");
            Files.copy(site.database(), database);
            var target = "odd-" + name.length();
            site.add(target, database).exits(0);

            site.terminal().type("upgrade", target, "--json", "--strategy=swap").exits(0);

            assertThat(site.references()
                            .judge(SqlitePicture.of(database, folder.resolve("looks")))
                            .end())
                    .as(name)
                    .isEqualTo(Truth.End.AFTER);
        }
        site.terminal().type("verify").exits(0);
    }

    @Test
    void hostileTargetNamesAreRefusedAndNothingIsWritten() throws Exception {
        site = SqliteSite.in(folder, Strategy.SWAP, Tool.FLYWAY, MigrationSet.PLAIN_DDL);

        for (var name : List.of("../../etc/x", "a/b", ".", "", "a\nb", "$(x)", "x'; DROP TABLE events; --")) {
            site.add(name, site.database()).exits(2);
        }

        assertThat(site.terminal().type("target", "list", "--json").exits(0).json())
                .hasSize(1);
    }
}
