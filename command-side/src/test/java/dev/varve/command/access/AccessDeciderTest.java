package dev.varve.command.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.command.access.AccessCommand.AddUser;
import dev.varve.command.access.AccessCommand.ChangePassword;
import dev.varve.command.access.AccessCommand.ChangeRole;
import dev.varve.command.access.AccessCommand.IssueToken;
import dev.varve.command.access.AccessCommand.RecordPassage;
import dev.varve.command.access.AccessCommand.RemoveUser;
import dev.varve.command.access.AccessCommand.RevokeToken;
import dev.varve.events.AccessEvent.LoginFailed;
import dev.varve.events.AccessEvent.TokenIssued;
import dev.varve.events.AccessEvent.TokenRevoked;
import dev.varve.events.AccessEvent.UserAdded;
import dev.varve.events.AccessEvent.UserPasswordChanged;
import dev.varve.events.AccessEvent.UserRemoved;
import dev.varve.events.AccessEvent.UserRoleChanged;
import dev.varve.server.OrderRefused;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccessDeciderTest {

    private static final AccessState NOTHING = new AccessState.Unknown();
    private static final IssueToken ISSUE =
            new IssueToken("token/T1", "T1", "ci", "operator", List.of("shop"), "ab12", "2027-01-01T00:00:00Z");
    private static final RevokeToken REVOKE = new RevokeToken("token/T1", "T1");
    private static final AddUser ADD = new AddUser("user/ann", "ann", "viewer");

    @Test
    void issuesATokenByItsHash() {
        assertThat(AccessDecider.decide(NOTHING, ISSUE))
                .containsExactly(
                        new TokenIssued("T1", "ci", "operator", List.of("shop"), "ab12", "2027-01-01T00:00:00Z"));
    }

    @Test
    void givesNoTokenTheIdOfAnother() {
        assertThatThrownBy(() -> AccessDecider.decide(after(NOTHING, ISSUE), ISSUE))
                .isInstanceOf(OrderRefused.class)
                .hasMessage("expected a new token's id, found T1, which another has");
    }

    @Test
    void revokesATokenOnceAndForGood() {
        var issued = after(NOTHING, ISSUE);
        assertThat(AccessDecider.decide(issued, REVOKE)).containsExactly(new TokenRevoked("T1", "ci"));

        assertThat(AccessDecider.decide(after(issued, REVOKE), REVOKE)).isEmpty();
    }

    @Test
    void refusesToRevokeATokenThatNobodyIssued() {
        assertThatThrownBy(() -> AccessDecider.decide(NOTHING, new RevokeToken("token/x", "x\u001b[2J")))
                .isInstanceOfSatisfying(OrderRefused.class, refused -> {
                    assertThat(refused).hasMessage("expected the id of a token that was issued, found x\\e[2J");
                    assertThat(refused.why()).isEqualTo(OrderRefused.Why.UNKNOWN);
                    assertThat(refused.remedy()).isEqualTo("look: varve token list");
                });
    }

    @Test
    void addsAUserOnceAndAgainAfterARemoval() {
        var added = after(NOTHING, ADD);
        assertThatThrownBy(() -> AccessDecider.decide(added, ADD))
                .isInstanceOf(OrderRefused.class)
                .hasMessage("expected a user who is not there yet, found ann, who is viewer");

        var removed = after(added, new RemoveUser("user/ann", "ann"));
        assertThat(AccessDecider.decide(removed, ADD)).containsExactly(new UserAdded("ann", "viewer"));
    }

    @Test
    void tellsARolesChangeWithTheRoleOfBefore() {
        var added = after(NOTHING, ADD);

        assertThat(AccessDecider.decide(added, new ChangeRole("user/ann", "ann", "admin")))
                .containsExactly(new UserRoleChanged("ann", "viewer", "admin"));
        assertThat(AccessDecider.decide(added, new ChangeRole("user/ann", "ann", "viewer")))
                .isEmpty();
    }

    @Test
    void changesNothingOfSomebodyWhoIsNotThere() {
        var removed = after(after(NOTHING, ADD), new RemoveUser("user/ann", "ann"));
        for (var state : List.of(NOTHING, removed)) {
            for (var command : List.of(
                    new ChangeRole("user/ann", "ann", "admin"),
                    new ChangePassword("user/ann", "ann"),
                    new RemoveUser("user/ann", "ann"))) {
                assertThatThrownBy(() -> AccessDecider.decide(state, command))
                        .isInstanceOf(OrderRefused.class)
                        .hasMessage("expected the name of a user, found ann");
            }
        }
    }

    @Test
    void tellsThatAPasswordChangedAndNothingOfIt() {
        var added = after(NOTHING, ADD);

        assertThat(AccessDecider.decide(added, new ChangePassword("user/ann", "ann")))
                .containsExactly(new UserPasswordChanged("ann"));
        assertThat(AccessDecider.decide(added, new RemoveUser("user/ann", "ann")))
                .containsExactly(new UserRemoved("ann"));
    }

    @Test
    void shortensAndCleansWhatAStrangerClaims() {
        var fact = new LoginFailed("\n" + "x".repeat(10_000), "192.0.2.1", 1);

        assertThat(AccessDecider.decide(NOTHING, new RecordPassage("passage/1", fact)))
                .containsExactly(new LoginFailed("\\n" + "x".repeat(126) + "…", "192.0.2.1", 1));
    }

    private static AccessState after(AccessState before, AccessCommand command) {
        var state = before;
        for (var fact : AccessDecider.decide(before, command)) {
            state = AccessDecider.evolve(state, fact);
        }
        return state;
    }
}
