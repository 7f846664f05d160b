package dev.varve.engine.tool;

import dev.varve.engine.finding.Finding;
import java.io.Serial;

/** The tool cannot do what was asked, for a reason that the operator can mend. Nothing was changed. */
public final class ToolException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private final transient Finding finding;

    public ToolException(Finding finding) {
        super(finding.message());
        this.finding = finding;
    }

    public ToolException(Finding finding, Throwable cause) {
        super(finding.message(), cause);
        this.finding = finding;
    }

    /** What was expected, what was found, and the remedy. */
    public Finding finding() {
        return finding;
    }
}
