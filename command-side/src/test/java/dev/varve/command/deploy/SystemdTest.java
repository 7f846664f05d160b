package dev.varve.command.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.command.crash.DebianTool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The units, read by systemd itself under a root of their own in which nothing else is installed. */
class SystemdTest {

    private static final Path UNITS = DeployFile.of("systemd").path();

    @TempDir
    Path root;

    @BeforeEach
    void install() throws IOException {
        var system = Files.createDirectories(root.resolve("etc/systemd/system"));
        try (var files = Files.walk(UNITS)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var copy = system.resolve(UNITS.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        for (var target : List.of("sysinit", "basic", "shutdown", "timers", "time-sync", "time-set", "multi-user")) {
            Files.writeString(system.resolve(target + ".target"), "[Unit]\nDescription=" + target + "\n");
        }
        Files.writeString(system.resolve("system.slice"), "[Unit]\n[Slice]\n");
        Files.writeString(system.resolve("chat.service"), "[Service]\nExecStart=/opt/varve/varve\n");
        var launcher = Files.createDirectories(root.resolve("opt/varve")).resolve("varve");
        Files.createFile(launcher, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    }

    private String verified(String unit) throws Exception {
        var analyze = DebianTool.SYSTEMD_ANALYZE.path();
        var builder = new ProcessBuilder(analyze.toString(), "verify", "--man=no", "--root=" + root, unit)
                .redirectErrorStream(true);
        builder.environment()
                .put(
                        "LD_LIBRARY_PATH",
                        analyze.resolve("../../lib/x86_64-linux-gnu/systemd")
                                .normalize()
                                .toString());
        var process = builder.start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() + ": " + said;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "varve-upgrade@chat.service",
                "varve-backup@chat.service",
                "varve-backup@chat.timer",
                "chat.service"
            })
    void systemdHasNothingToSay(String unit) throws Exception {
        assertThat(verified(unit)).isEqualTo("0: ");
    }

    @Test
    void systemdWouldSaySomething() throws Exception {
        var unit = root.resolve("etc/systemd/system/varve-backup@.service");
        Files.writeString(unit, Files.readString(unit) + "ProtectEverything=yes\n");

        assertThat(verified("varve-backup@chat.service")).contains("Unknown key 'ProtectEverything'");
    }
}
