package dev.varve.query.web.pages;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.View;

/** A page to be sent: a template, which escapes whatever it is given, and what it shows. Made whole before the first byte goes out. */
public record Html(HttpStatus status, HttpHeaders headers, String template, Map<String, Object> shown) implements View {

    static final String TYPE = "text/html;charset=UTF-8";

    private static final TemplateEngine TEMPLATES = templates();

    /** The page of that name. */
    static Html page(String name, Frame frame, Object shown) {
        return new Html(HttpStatus.OK, HttpHeaders.EMPTY, name, Map.of("frame", frame, "page", shown));
    }

    Html with(HttpStatus other) {
        return new Html(other, headers, template, shown);
    }

    /** With those headers, too. */
    public Html with(HttpHeaders more) {
        return new Html(status, more, template, shown);
    }

    @Override
    public String getContentType() {
        return TYPE;
    }

    @Override
    public void render(Map<String, ?> model, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var bytes = bytes();
        response.setStatus(status.value());
        headers.forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
        response.setContentType(TYPE);
        response.setContentLength(bytes.getContentLength());
        bytes.writeTo(response.getOutputStream());
    }

    private Utf8ByteOutput bytes() {
        var output = new Utf8ByteOutput();
        TEMPLATES.render("pages/" + template + ".jte", shown, output);
        return output;
    }

    private static TemplateEngine templates() {
        return TemplateEngine.createPrecompiled(ContentType.Html);
    }
}
