package dev.varve.command.crash;

import java.nio.file.Path;
import java.util.List;

/** {@code strace} as the hand that watches and strikes: it traces from a session of its own, so the process stays our child. */
final class Strace {

    // --seccomp-bpf makes watching cheap, but it loses count: an injection "when=3" never comes.

    private Strace() {}

    private static List<String> of(String... more) {
        var line = new java.util.ArrayList<>(List.of(DebianTool.STRACE.path().toString(), "-DDD", "-f", "-qq"));
        line.addAll(List.of(more));
        return line;
    }

    /** Writes down every watched call. */
    static List<String> watching(Path trace) {
        return of("-o", trace.toString(), "-s", "0", "--seccomp-bpf", "-e", "trace=" + Course.WATCHED);
    }

    /** Kills the process whose thread is the first to come to its nth call of that name. */
    static List<String> killingAt(Course.Call call) {
        return of(
                "-o",
                "/dev/null",
                "-e",
                "trace=" + call.name(),
                "-e",
                "inject=" + call.name() + ":signal=KILL:when=" + call.nth());
    }

    /**
     * Lets a call on some files fail.
     *
     * @param when as {@code strace} has it: {@code 3} the third in a thread, {@code 3+} from the third on
     */
    static List<String> failing(String call, String error, String when, Path... files) {
        var line = of(
                "-o", "/dev/null", "-e", "trace=" + call, "-e", "inject=" + call + ":error=" + error + ":when=" + when);
        for (var file : files) {
            line.add("-P");
            line.add(file.toString());
        }
        return line;
    }
}
