package dev.varve.engine.diagnosis;

import dev.varve.engine.finding.Finding;
import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.finding.Severity;
import java.io.Serial;
import java.nio.file.Path;

/** No database to throw away could be made; the watched one was not touched. */
public final class ScratchUnavailable extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private final transient Finding finding;

    public ScratchUnavailable(Path parent, Throwable cause) {
        this(
                Finding.of(
                        FindingCode.LOW_DISK_SPACE,
                        Severity.WARNING,
                        "expected to make a scratch database under " + parent + ", found: " + cause.getMessage()
                                + "; make room there or check its rights",
                        "make room, then diagnose again"),
                cause);
    }

    ScratchUnavailable(Finding finding, Throwable cause) {
        super(finding.message(), cause);
        this.finding = finding;
    }

    /** What it means for a diagnosis, which goes on without the scripts' schemas. */
    Finding finding() {
        return finding;
    }
}
