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
        var earlier =
                new LeaseHolder(me.host(), me.bootId(), me.pidNamespace(), me.pid(), me.processStart() - 1, "anna");

        assertThat(ThisMachine.deathEvidence(earlier))
                .startsWith("process " + me.pid() + " on host " + me.host() + " started at tick ")
                .endsWith("the holder at " + (me.processStart() - 1));
    }

    @Test
    void knowsThatARebootEndedEveryHolder() {
        var me = ThisMachine.holder("anna");
        var beforeTheBoot = new LeaseHolder(me.host(), "another-boot", "pid:[1]", me.pid(), me.processStart(), "anna");

        assertThat(ThisMachine.deathEvidence(beforeTheBoot)).contains("has been restarted since (boot another-boot");
    }

    @Test
    void neverCallsAHolderOnAnotherHostDead() {
        assertThat(ThisMachine.deathEvidence(new LeaseHolder("elsewhere", "boot", null, 1, 1L, "anna")))
                .isNull();
    }

    @Test
    void cannotTellOfAHolderInAnotherPidNamespaceOfThisBoot() {
        var me = ThisMachine.holder("anna");
        var inAContainer = new LeaseHolder(me.host(), me.bootId(), "pid:[1]", 1, 1L, "anna");

        assertThat(ThisMachine.deathEvidence(inAContainer)).isNull();
        assertThat(ThisMachine.toolMayLive(inAContainer, Long.MAX_VALUE, 1L)).isTrue();
        assertThat(ThisMachine.inWords(inAContainer))
                .isEqualTo("process 1 on " + me.host() + " in another PID namespace, pid:[1]");
    }

    @Test
    void judgesARecordWithoutANamespaceByItsProcessAsBefore() {
        var me = ThisMachine.holder("anna");

        assertThat(ThisMachine.deathEvidence(new LeaseHolder(me.host(), me.bootId(), null, me.pid(), 1L, "anna")))
                .contains("started at tick");
    }

    @Test
    void knowsThatAToolIsGoneWithTheBootThatItRanIn() {
        var me = ThisMachine.holder("anna");
        var beforeTheBoot = new LeaseHolder(me.host(), "another-boot", "pid:[1]", 1, 1L, "anna");

        assertThat(ThisMachine.toolMayLive(beforeTheBoot, me.pid(), me.processStart()))
                .isFalse();
    }
}
