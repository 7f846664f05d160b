package dev.varve.engine.presence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HomeTest {

    private static final String ID = "0b".repeat(32);

    @Test
    void tellsTheContainerByNameWhereADaemonKnowsIt() {
        var known = List.of(new Container(ID, "openwebui", "image", null, List.of()));

        assertThat(Home.in("0::/system.slice/docker-" + ID + ".scope\n", known).remedy(7, "python3"))
                .isEqualTo("stop container openwebui: docker stop openwebui");
        assertThat(Home.in("12:pids:/docker/" + ID + "\n11:cpu:/docker/" + ID + "\n", List.of())
                        .inWords())
                .isEqualTo(", in container 0b0b0b0b0b0b");
        assertThat(Home.in("0::/machine.slice/libpod-" + ID + ".scope/container\n", known)
                        .container())
                .isEqualTo("openwebui");
    }

    @Test
    void tellsTheServiceThatKeepsAProcessRunning() {
        var home = Home.in("0::/system.slice/openwebui.service\n", List.of());

        assertThat(home.inWords()).isEqualTo(", of openwebui.service");
        assertThat(home.remedy(7, "python3")).isEqualTo("stop the service: systemctl stop openwebui.service");
    }

    @Test
    void namesTheProcessWhereStoppingItsServiceWouldStopNothing() {
        for (var group :
                List.of("0::/system.slice/cron.service\n", "0::/user.slice/user-0.slice/session-1.scope\n", "")) {
            var home = Home.in(group, List.of());
            assertThat(home.inWords()).isEmpty();
            assertThat(home.remedy(7, "python3")).isEqualTo("stop the application: python3, process 7");
        }
    }
}
