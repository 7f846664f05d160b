package dev.varve.query.schema;

/** Where the links in a drawing lead. */
public interface RevisionLinks {

    /** Within the page that holds the drawing, and nothing unfolds. */
    RevisionLinks WITHIN_THE_PAGE = new RevisionLinks() {

        @Override
        public String revision(String id) {
            return "#" + RevisionGraphSvg.anchor(id);
        }

        @Override
        public String unfolded() {
            return null;
        }
    };

    /** The address of a revision. */
    String revision(String id);

    /** The address of the drawing with nothing folded; {@code null} if there is none. */
    String unfolded();
}
