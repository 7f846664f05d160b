package dev.varve.query.projection;

import java.io.Serial;
import java.sql.SQLException;

/** The read model cannot be read or written: a full disk, a read-only folder, a damaged file. It can be deleted at any time. */
public final class ViewsUnusable extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private ViewsUnusable(String message, Throwable cause) {
        super(message, cause);
    }

    static ViewsUnusable whenReading(SQLException cause) {
        return new ViewsUnusable("expected to read the views, found: " + cause.getMessage(), cause);
    }

    static ViewsUnusable whenWriting(SQLException cause) {
        return new ViewsUnusable("expected to write the views, found: " + cause.getMessage(), cause);
    }

    static ViewsUnusable whenOpening(Object place, Throwable cause) {
        return new ViewsUnusable(
                "expected the views in " + place + " to open for writing, found: " + cause.getMessage(), cause);
    }

    /** What is always safe. */
    public String remedy() {
        return "make room or the folder writable, or delete the views (views.db beside the events): they are rebuilt from the events";
    }
}
