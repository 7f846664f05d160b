package dev.varve.engine.salvage;

/**
 * A piece of a table that could not be read.
 *
 * @param after the rowid after which it begins; {@code null} if it begins with the table, or rows have no rowid
 * @param upTo the last rowid that it may hold; {@code null} if it ends with the table, or rows have no rowid
 * @param page the page that is wrong, from 1
 * @param why what is wrong with it
 * @param found rows of this piece that were found all the same, in pages that nothing points to any more
 */
public record LostRows(Long after, Long upTo, long page, String why, long found) {

    LostRows(Bounds bounds, long page, String why) {
        this(bounds.after(), bounds.upTo(), page, why, 0);
    }

    boolean mayHold(long rowid) {
        return (after == null || rowid > after) && (upTo == null || rowid <= upTo);
    }

    LostRows alsoFound(long rows) {
        return new LostRows(after, upTo, page, why, found + rows);
    }

    /** The piece in words, such as {@code rows 101 to 250: page 7 is no page of a table}. */
    public String inWords() {
        var piece = after == null && upTo == null
                ? "some rows"
                : after == null
                        ? "rows up to " + upTo
                        : upTo == null ? "rows after " + after : "rows " + (after + 1) + " to " + upTo;
        return piece + ": page " + page + " " + why
                + (found == 0 ? "" : "; " + found + " of them were found in pages that nothing points to any more");
    }
}
