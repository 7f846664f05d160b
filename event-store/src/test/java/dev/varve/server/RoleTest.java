package dev.varve.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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
    void allowsOnlyTheNamedDatabasesAndNothingAboutAll() {
        var everywhere = new Grant(Role.OPERATOR, null);
        assertThat(everywhere.allows(Permission.OPERATE, "shop")).isTrue();
        assertThat(everywhere.allows(Permission.VIEW, null)).isTrue();
        assertThat(everywhere.allows(Permission.APPROVE, "shop")).isFalse();

        var there = new Grant(Role.OPERATOR, List.of("shop"));
        assertThat(there.allows(Permission.OPERATE, "shop")).isTrue();
        assertThat(there.allows(Permission.OPERATE, "chat")).isFalse();
        assertThat(there.allows(Permission.VIEW, null)).isFalse();
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
