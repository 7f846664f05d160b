package dev.varve.query.web.hooks;

import dev.varve.cli.Json;
import dev.varve.cli.Printable;
import dev.varve.query.timeline.EntryDocument;
import dev.varve.query.timeline.TimelineEntry;
import java.util.List;
import java.util.Map;

/** What is said of an event, in the form that an address reads. */
final class Message {

    private static final int MOST = 2_900; // a section of Slack's takes 3,000 characters

    private Message() {}

    static String of(TimelineEntry entry, String template) {
        return template.equals("slack") ? slack(entry) : json(entry);
    }

    private static String json(TimelineEntry entry) {
        var document = EntryDocument.of(entry);
        document.put("summary", entry.summary());
        return Json.text(document);
    }

    /** As Slack's incoming webhooks take it; what stands in an event is text there, never a link, a mention or a format. */
    private static String slack(TimelineEntry entry) {
        var where = entry.target() == null ? "" : Printable.text(entry.target()) + ": ";
        var text = where + entry.type() + "\n" + Printable.text(entry.summary());
        var plain = Map.of("type", "plain_text", "text", shortened(text), "emoji", false);
        var foot = Map.of(
                "type",
                "plain_text",
                "text",
                shortened("event " + entry.sequence() + ", " + entry.at()
                        + (entry.actor() == null ? "" : ", by " + Printable.text(entry.actor()))),
                "emoji",
                false);
        return Json.text(Map.of(
                "text",
                escaped(shortened(where + entry.type())),
                "blocks",
                List.of(
                        Map.of("type", "section", "text", plain),
                        Map.of("type", "context", "elements", List.of(foot)))));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String shortened(String text) {
        if (text.length() <= MOST) {
            return text;
        }
        var half = Character.isHighSurrogate(text.charAt(MOST - 1)) ? 1 : 0;
        return text.substring(0, MOST - half) + "…";
    }
}
