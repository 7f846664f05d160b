package dev.varve.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.Set;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.ReplayToken;
import org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteTokenStoreTest {

    @TempDir
    private Path folder;

    private SqliteTokenStore tokens;
    private String url;

    @BeforeEach
    void createTheTable() throws Exception {
        url = "jdbc:sqlite:" + folder.resolve("views.db");
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            statement.execute(SqliteTokenStore.TABLE);
        }
        tokens = of("node-1");
        tokens.initializeTokenSegments("status", 1);
    }

    @Test
    void keepsThePositionOfAProcessor() {
        var position = GapAwareTrackingToken.newInstance(42, Set.of());
        assertThat(tokens.fetchToken("status", 0)).isNull();

        tokens.storeToken(position, "status", 0);

        assertThat(of("node-1").fetchToken("status", 0)).isEqualTo(position);
    }

    @Test
    void readsBackThePositionOfAReplay() {
        var replay = ReplayToken.createReplayToken(GapAwareTrackingToken.newInstance(42, Set.of()));

        tokens.storeToken(replay, "status", 0);

        assertThat(tokens.fetchToken("status", 0)).isEqualTo(replay);
    }

    @Test
    void givesNoOtherNodeAClaimedPosition() {
        tokens.fetchToken("status", 0);

        assertThatThrownBy(() -> of("node-2").fetchToken("status", 0)).isInstanceOf(UnableToClaimTokenException.class);
    }

    private SqliteTokenStore of(String node) {
        return SqliteTokenStore.on(() -> DriverManager.getConnection(url), node);
    }
}
