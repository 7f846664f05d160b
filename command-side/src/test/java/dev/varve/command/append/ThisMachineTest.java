package dev.varve.command.append;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.events.LeaseHolder;
import org.junit.jupiter.api.Test;

class ThisMachineTest {

    @Test
    void holdsItselfForAlive() {
        assertThat(ThisMachine.deathEvidence(ThisMachine.holder("anna"))).isNull();
    }

    @Test
    void tellsALaterProcessOfTheSameIdByItsStart() {
        var me = ThisMachine.holder("anna");
        var earlier = new LeaseHolder(me.host(), me.bootId(), me.pid(), me.processStart() - 1, "anna");

        assertThat(ThisMachine.deathEvidence(earlier))
                .startsWith("process " + me.pid() + " on host " + me.host() + " started at tick ")
                .endsWith("the holder at " + (me.processStart() - 1));
    }

    @Test
    void knowsThatARebootEndedEveryHolder() {
        var me = ThisMachine.holder("anna");
        var beforeTheBoot = new LeaseHolder(me.host(), "another-boot", me.pid(), me.processStart(), "anna");

        assertThat(ThisMachine.deathEvidence(beforeTheBoot)).contains("has been restarted since (boot another-boot");
    }

    @Test
    void neverCallsAHolderOnAnotherHostDead() {
        assertThat(ThisMachine.deathEvidence(new LeaseHolder("elsewhere", "boot", 1, 1L, "anna")))
                .isNull();
    }
}
