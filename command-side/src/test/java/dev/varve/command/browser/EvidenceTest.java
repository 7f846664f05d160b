package dev.varve.command.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an auditor takes along. */
class EvidenceTest {

    @ParameterizedTest
    @CsvSource({"html, text/html, <!DOCTYPE html>", "csv, text/csv, record", "json, application/json, {"})
    void isTakenOutAsAFile(String format, String type, String beginning) throws IOException {
        try (var visit = InventedFleet.HOSTILE.dashboard().visit().open("/reports")) {
            visit.choice("Database").selectOption("crm-acme");
            visit.choice("Format").selectOption(format);

            var types = new ArrayList<String>();
            visit.page().onResponse(response -> types.add(response.headerValue("content-type")));
            var download = visit.page()
                    .waitForDownload(() -> visit.button("Take it out").click());

            assertThat(download.suggestedFilename()).isEqualTo("varve-crm-acme." + format);
            try (var file = download.createReadStream()) {
                assertThat(new String(file.readAllBytes(), StandardCharsets.UTF_8).strip())
                        .startsWith(beginning)
                        .contains("crm-acme");
            }
            assertThat(types).anyMatch(each -> each.startsWith(type));
        }
    }

    @Test
    void isRefusedWithAReasonForAPeriodThatNobodyCanMean() {
        try (var visit = InventedFleet.HOSTILE.dashboard().visit().expecting(400)) {
            visit.open("/reports");
            visit.field("Since (a day such as 2026-07-01, or -30d; empty: from the beginning)")
                    .fill("soon");
            visit.button("Take it out").click();

            assertThat(visit.alert()).containsText("soon");
            Accessibility.check(visit.page(), "a refusal");
        }
    }

    @Test
    void isProvenToBeWholeAtTheAskingOfThePage() {
        try (var visit = InventedFleet.HOSTILE.dashboard().visit().open("/integrity")) {
            visit.button("Prove the whole log now").click();

            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                visit.page().reload();
                assertThat(visit.page().locator("main").innerText())
                        .contains("The log is whole", "none altered, dropped, inserted or reordered");
            });
            Accessibility.check(visit.page(), "a proof");
        }
    }
}
