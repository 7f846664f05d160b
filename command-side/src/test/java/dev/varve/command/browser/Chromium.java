package dev.varve.command.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Debian's Chromium without a screen, one for all tests of a JVM. It ends with the JVM, whose end its driver notices. */
final class Chromium {

    private static final String NAME = "chromium";
    private static final List<String> ARGUMENTS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private Chromium() {}

    private static final class Running {

        private static final Browser BROWSER = Playwright.create(
                        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")))
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(found())
                        .setArgs(ARGUMENTS)
                        .setHeadless(true));
    }

    /** Somebody's browser: with cookies of its own. */
    static BrowserContext context(Browser.NewContextOptions options) {
        return Running.BROWSER.newContext(options);
    }

    private static Path found() {
        return onThePath().orElseGet(Chromium::installed);
    }

    private static Optional<Path> onThePath() {
        return List.of(System.getenv("PATH").split(File.pathSeparator, -1)).stream()
                .map(folder -> Path.of(folder, NAME))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** By one process at a time, as apt wants it. */
    private static synchronized Path installed() {
        var lock = Path.of(System.getProperty("user.home"), ".cache", "varve", "tools", NAME + ".lock");
        try {
            Files.createDirectories(lock.getParent());
            try (var file = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var alone = file.lock()) {
                if (alone.isValid() && onThePath().isEmpty()) {
                    install();
                }
            }
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError("expected " + NAME + " on the PATH, found: " + failed, failed);
        }
        return onThePath()
                .orElseThrow(() -> new AssertionError("expected " + NAME + " on the PATH after its package"
                        + " was installed, found none; install Debian's package " + NAME));
    }

    private static void install() throws IOException, InterruptedException {
        var install = List.of(
                "apt-get", "-o", "DPkg::Lock::Timeout=300", "install", "-q", "-y", "--no-install-recommends", NAME);
        if (run(install).isEmpty()) {
            return;
        }
        run(List.of("apt-get", "update", "-q"));
        var said = run(install);
        if (said.isPresent()) {
            throw new AssertionError(
                    "expected " + NAME + " on the PATH, or the right to install Debian's package, found"
                            + " neither: apt-get install said: " + said.get() + "; do: install " + NAME + " as root");
        }
    }

    /** What it said if it failed. */
    private static Optional<String> run(List<String> line) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
        var process = builder.start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() == 0 ? Optional.empty() : Optional.of(said.strip());
    }
}
