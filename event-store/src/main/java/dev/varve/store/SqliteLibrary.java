package dev.varve.store;

import dev.varve.cli.PrivateFiles;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;
import org.sqlite.util.OSInfo;

/**
 * Gives the SQLite driver's native library one place for each version of it, in the user's cache. By itself the driver unpacks a
 * copy for each process into the temporary folder, which a killed process leaves there.
 */
public final class SqliteLibrary {

    private static final String FOLDER_PROPERTY = "org.sqlite.lib.path";
    private static final String NAME_PROPERTY = "org.sqlite.lib.name";

    private static final Set<String> OWNERS = new HashSet<>(List.of("root", System.getProperty("user.name")));
    private static final FileAttribute<?> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private SqliteLibrary() {}

    /**
     * Points the driver at its library, unpacking it first where it is missing; to be called before the driver's first use. Where
     * the cache cannot be written, or the system has no library, the driver does as it does by itself.
     *
     * @param environment names the cache by {@code XDG_CACHE_HOME}, else by {@code HOME}
     */
    public static void keepInCache(Map<String, String> environment) {
        if (System.getProperty(FOLDER_PROPERTY) != null) {
            return;
        }
        try {
            var library = unpackInto(cache(environment));
            if (library != null && isOutOfOthersReach(library.getParent())) {
                System.setProperty(FOLDER_PROPERTY, library.getParent().toString());
                System.setProperty(NAME_PROPERTY, library.getFileName().toString());
            }
        } catch (IOException | UnsupportedOperationException noCache) {
            // The driver's own way still works: a copy in the temporary folder.
            return;
        }
    }

    private static Path cache(Map<String, String> environment) {
        var named = environment.get("XDG_CACHE_HOME");
        var home = environment.getOrDefault("HOME", System.getProperty("user.home"));
        return (named == null || named.isBlank() ? Path.of(home, ".cache") : Path.of(named)).resolve("varve/sqlite");
    }

    /** The library; {@code null} if the driver has none for this system. */
    static Path unpackInto(Path cache) throws IOException {
        var name = LibraryLoaderUtil.getNativeLibName();
        var packed = SQLiteJDBCLoader.class.getResource(LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name);
        if (packed == null) {
            return null;
        }
        var folder = cache.resolve(SQLiteJDBCLoader.getVersion())
                .resolve(OSInfo.getNativeLibFolderPathForCurrentOS().replace('/', '-'));
        var library = folder.resolve(name);
        if (!isWhole(library, packed)) {
            PrivateFiles.makeFolder(folder);
            unpack(packed, library);
        }
        return library;
    }

    /** Renamed into its place when it was on disk, so its size tells a whole one. */
    private static boolean isWhole(Path library, URL packed) throws IOException {
        return Files.isRegularFile(library, LinkOption.NOFOLLOW_LINKS)
                && Files.size(library) == packed.openConnection().getContentLengthLong()
                && isOutOfOthersReach(library)
                && isOutOfOthersReach(library.getParent());
    }

    /** What others may write is never loaded into this process. */
    private static boolean isOutOfOthersReach(Path path) throws IOException {
        var rights = Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS);
        var owner = Files.getOwner(path, LinkOption.NOFOLLOW_LINKS).getName();
        return !rights.contains(PosixFilePermission.GROUP_WRITE)
                && !rights.contains(PosixFilePermission.OTHERS_WRITE)
                && OWNERS.contains(owner);
    }

    /** One process unpacks, the others wait; what a killed one began is written over. */
    private static void unpack(URL packed, Path library) throws IOException {
        var begun = library.resolveSibling(library.getFileName() + ".begun");
        try (var channel = FileChannel.open(begun, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var lock = channel.lock()) {
            if (lock.isValid() && isWhole(library, packed)) {
                return;
            }
            var own = library.resolveSibling(library.getFileName() + ".whole");
            Files.deleteIfExists(own);
            var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            try (var out = FileChannel.open(own, options, PRIVATE);
                    InputStream in = packed.openStream()) {
                in.transferTo(Channels.newOutputStream(out));
                out.force(true);
            }
            Files.move(own, library, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
