package dev.varve.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteLibraryTest {

    @TempDir
    private Path cache;

    @Test
    void unpacksOnceForEachVersionAndLeavesItAfterwards() throws IOException {
        var library = SqliteLibrary.unpackInto(cache);
        var made = Files.getLastModifiedTime(library);

        assertThat(SqliteLibrary.unpackInto(cache)).isEqualTo(library);
        assertThat(Files.getLastModifiedTime(library)).isEqualTo(made);
        assertThat(library.toString()).matches(".*/3\\.[0-9.]+/[A-Za-z-]+[A-Za-z0-9_-]*/libsqlitejdbc\\.so");
    }

    @Test
    void writesOverWhatAKilledProcessBeganAndOverATornLibrary() throws IOException {
        var library = SqliteLibrary.unpackInto(cache);
        var whole = Files.size(library);
        Files.write(library, new byte[100]);
        Files.write(library.resolveSibling("libsqlitejdbc.so.whole"), new byte[50]);

        SqliteLibrary.unpackInto(cache);

        assertThat(library).hasSize(whole);
    }

    @Test
    void takesNoLibraryThatOthersMayWrite() throws IOException {
        var library = SqliteLibrary.unpackInto(cache);
        Files.setPosixFilePermissions(library, PosixFilePermissions.fromString("rw-rw-rw-"));

        SqliteLibrary.unpackInto(cache);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(library)))
                .isEqualTo("rw-------");
    }
}
