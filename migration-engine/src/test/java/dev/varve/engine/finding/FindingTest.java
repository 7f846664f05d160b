package dev.varve.engine.finding;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FindingTest {

    @Test
    void namesTheWatchedDatabaseInItsRemedysCommandsAndNowhereElse() {
        var finding = Finding.of(
                FindingCode.UNKNOWN_REVISION,
                Severity.ERROR,
                "varve diagnose NAME stays as it is in a message",
                "varve restore NAME BACKUP-ID, then varve upgrade NAME --to 3; set the variable NAME");

        var about = finding.about("shop$1");

        assertThat(about.remedy())
                .isEqualTo("varve restore shop$1 BACKUP-ID, then varve upgrade shop$1 --to 3; set the variable NAME");
        assertThat(about.message()).isEqualTo(finding.message());
        assertThat(finding.remediedBy(null).about("shop").remedy()).isNull();
    }
}
