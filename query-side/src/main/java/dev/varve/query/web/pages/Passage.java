package dev.varve.query.web.pages;

/** A text as a page shows it: whole where it is short, else its beginning, behind which the whole is opened. */
public final class Passage {

    private static final int SHORT = 280;
    private static final int LINES = 6;
    private static final int BEGINNING = 120;

    private Passage() {}

    /** How a long text begins; {@code null} if it is short enough to be shown whole. */
    public static String beginning(String text) {
        if (text == null || (text.length() <= SHORT && text.lines().count() <= LINES)) {
            return null;
        }
        var line = text.strip().lines().findFirst().orElse("");
        int points = line.codePointCount(0, line.length());
        return (points <= BEGINNING ? line : line.substring(0, line.offsetByCodePoints(0, BEGINNING))) + " …";
    }
}
