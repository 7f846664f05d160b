package dev.varve.query.schema;

import dev.varve.store.merkle.MerkleHash;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.TemplateOutput;
import gg.jte.output.StringOutput;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Draws a graph as SVG to stand within a page. It holds no style and no script: the page gives the classes {@code rev-current},
 * {@code rev-applied}, {@code rev-pending}, {@code rev-unknown}, {@code rev-untold}, {@code rev-line} and the others their colours; without
 * any it can be read, since every state has a shape and a word. The template escapes whatever it is given.
 */
public final class RevisionGraphSvg {

    private static final TemplateEngine TEMPLATES = TemplateEngine.createPrecompiled(ContentType.Html);
    private static final Pattern PLAIN_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final int HASH_LENGTH = 20;

    private RevisionGraphSvg() {}

    /** Writes it where a page is being written. */
    public static void write(RevisionDrawing drawing, RevisionLinks links, TemplateOutput out) {
        TEMPLATES.render("schema/graph.jte", new RevisionPicture(drawing, links), out);
    }

    /** As text. */
    public static String of(RevisionDrawing drawing, RevisionLinks links) {
        var out = new StringOutput();
        write(drawing, links, out);
        return out.toString();
    }

    /** The id of a revision's element in a page, to link to. */
    public static String anchor(String id) {
        if (PLAIN_ID.matcher(id).matches()) {
            return "rev-" + id;
        }
        var hash = HexFormat.of().formatHex(MerkleHash.of(id.getBytes(StandardCharsets.UTF_8)));
        return "revision-" + hash.substring(0, HASH_LENGTH);
    }
}
