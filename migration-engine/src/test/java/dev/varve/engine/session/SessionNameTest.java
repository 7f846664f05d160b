package dev.varve.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.engine.session.SessionName.Act;
import org.junit.jupiter.api.Test;

class SessionNameTest {

    private static final String RUN = "20261122-101500-7f3a9c";

    @Test
    void tellsRunProcessHostAndActor() {
        var name = new SessionName(Act.RUN, RUN, 4711, "db1", "ann");

        assertThat(name.text()).isEqualTo("varve run 20261122-101500-7f3a9c 4711@db1 ann");
        assertThat(SessionName.parse(name.text())).contains(name);
        assertThat(name.inWords()).isEqualTo("run 20261122-101500-7f3a9c of ann (process 4711 on db1)");
    }

    @Test
    void cutsHostAndActorSoThatTheServerCutsNothing() {
        var long1 = new SessionName(
                Act.RUN, RUN, 4_194_304, "ip-10-0-0-12.eu-central-1.compute.internal", "deployment-robot");

        var text = long1.text();

        assertThat(text)
                .isEqualTo("varve run 20261122-101500-7f3a9c 4194304@ip-10-0-0-12.e~ deplo~")
                .hasSizeLessThan(64);
        assertThat(SessionName.parse(text).orElseThrow().pid()).isEqualTo(4_194_304);
    }

    @Test
    void showsWhatTheServerWouldNotAsQuestionMarks() {
        var backup = new SessionName(Act.BACKUP, null, 1, "größe", "an na");

        assertThat(backup.text()).isEqualTo("varve backup - 1@gr??e an?na");
        assertThat(SessionName.parse(backup.text()).orElseThrow().runId()).isNull();
    }

    @Test
    void knowsNobodyElsesNames() {
        assertThat(SessionName.parse("open-webui")).isEmpty();
        assertThat(SessionName.parse("varve")).isEmpty();
        assertThat(SessionName.parse("varve tool " + RUN)).isEmpty();
    }
}
