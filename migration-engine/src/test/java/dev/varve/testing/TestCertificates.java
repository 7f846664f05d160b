package dev.varve.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A certificate authority of a test's own and what it signed for a server named {@code localhost}, by no other name; made by openssl.
 *
 * @param authority the authority's certificate, which clients are to trust
 * @param key the server's, readable by its owner alone
 */
public record TestCertificates(Path authority, Path certificate, Path key) {

    private static final List<List<String>> STEPS = List.of(
            List.of("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=An authority"),
            List.of("req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost"),
            List.of("x509", "-req", "-CAcreateserial", "-days", "2"));

    public static TestCertificates in(Path folder) {
        var authority = folder.resolve("authority.pem");
        var authorityKey = folder.resolve("authority.key");
        var certificate = folder.resolve("server.pem");
        var key = folder.resolve("server.key");
        var request = folder.resolve("server.csr");
        try {
            var names = Files.writeString(folder.resolve("names.txt"), "subjectAltName=DNS:localhost\n");
            openssl(STEPS.get(0), "-keyout", authorityKey, "-out", authority);
            openssl(STEPS.get(1), "-keyout", key, "-out", request);
            openssl(
                    STEPS.get(2),
                    "-in",
                    request,
                    "-CA",
                    authority,
                    "-CAkey",
                    authorityKey,
                    "-extfile",
                    names,
                    "-out",
                    certificate);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return new TestCertificates(authority, certificate, key);
    }

    private static void openssl(List<String> words, Object... more) throws IOException {
        var line = new ArrayList<String>(List.of("openssl"));
        line.addAll(words);
        for (var word : more) {
            line.add(word.toString());
        }
        var process = new ProcessBuilder(line).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(line + ": " + said);
            }
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }
}
