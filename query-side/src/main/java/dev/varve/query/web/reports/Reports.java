package dev.varve.query.web.reports;

import dev.varve.query.web.access.Visitor;
import dev.varve.query.web.reports.EvidenceDesk.Evidence;
import dev.varve.query.web.reports.EvidenceDesk.Question;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The report as a file, for a browser and for a program. */
@RestController
class Reports {

    private final EvidenceDesk desk;

    Reports(EvidenceDesk desk) {
        this.desk = desk;
    }

    /** The evidence on a database, or on all, in a period; recorded as an event before it is sent. */
    @GetMapping({"/api/v1/report", "/reports/file"})
    @Operation(summary = "The evidence as a file; recorded before it is sent")
    ResponseEntity<byte[]> report(
            @RequestParam(required = false) String target,
            @RequestParam(defaultValue = "json") String format,
            @RequestParam(required = false) String since,
            @RequestParam(required = false) String until,
            @AuthenticationPrincipal Visitor visitor,
            HttpMethod method,
            HttpServletRequest request) {
        var asked = new Question(given(target), format, given(since), given(until));
        return file(method.equals(HttpMethod.HEAD) ? desk.withoutContent(asked) : desk.make(visitor, asked, request));
    }

    private static ResponseEntity<byte[]> file(Evidence evidence) {
        var disposition =
                ContentDisposition.attachment().filename(evidence.fileName()).build();
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_DISPOSITION, disposition.toString())
                .header(HttpHeaders.CONTENT_TYPE, evidence.mediaType())
                .body(evidence.content().getBytes(StandardCharsets.UTF_8));
    }

    /** A form sends what was left empty. */
    private static String given(String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
