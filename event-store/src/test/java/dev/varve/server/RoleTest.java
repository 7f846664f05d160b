package dev.varve.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class RoleTest {

    @Test
    void letsEachRoleDoWhatItIsForAndNothingElse() {
        assertThat(Role.VIEWER.permissions()).isEqualTo(Set.of(Permission.VIEW));
        assertThat(Role.AUDITOR.permissions()).isEqualTo(Set.of(Permission.VIEW, Permission.EXPORT));
        assertThat(Role.OPERATOR.permissions()).isEqualTo(Set.of(Permission.VIEW, Permission.OPERATE));
        assertThat(Role.APPROVER.permissions())
                .isEqualTo(Set.of(Permission.VIEW, Permission.EXPORT, Permission.APPROVE));
        assertThat(Role.ADMIN.permissions()).isEqualTo(Set.of(Permission.values()));
    }

    @Test
    void knowsARoleByItsWordAndByNoOtherText() {
        assertThat(Role.named("approver")).hasValue(Role.APPROVER);
        assertThat(Role.named("ADMIN")).isEmpty();
        assertThat(Role.named("root")).isEmpty();
        assertThat(Role.named("")).isEmpty();
        assertThat(Role.named(null)).isEmpty();
    }
}
