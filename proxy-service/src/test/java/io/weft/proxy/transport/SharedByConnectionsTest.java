package io.weft.proxy.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.weft.proxy.control.TestLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharedByConnectionsTest {
    private static final Duration IDLE = Duration.ofSeconds(5);

    private final TestLoop time = new TestLoop();
    private final List<String> events = new ArrayList<>();
    private boolean spare = true;
    private final SharedByConnections<String, String> shared = new SharedByConnections<>(
            time.loop(),
            IDLE,
            key -> {
                events.add("made " + key);
                return key;
            },
            value -> spare,
            value -> events.add("closed " + value));

    @Test
    void connectionsToOnePlaceShareOneValue() {
        connect();
        connect();

        assertThat(events).containsExactly("made web");
    }

    @Test
    void theValueOfTheLastConnectionStaysForTheIdleTime() {
        connect().close();
        time.advance(IDLE.minusMillis(1));
        assertThat(shared.size()).isEqualTo(1);
        time.advance(Duration.ofMillis(1));

        assertThat(events).containsExactly("made web", "closed web");
    }

    /** Connections a second long, one a second: the value is never unused for longer than that. */
    @Test
    void everyUseStartsTheIdleTimeAnew() {
        for (int second = 0; second < 20; second++) {
            connect().close();
            time.advance(Duration.ofSeconds(1));
        }

        assertThat(events).containsExactly("made web");
    }

    @Test
    void whatCannotBeSparedStaysUntilItCan() {
        spare = false;
        connect().close();
        time.advance(Duration.ofMinutes(1));
        assertThat(events).containsExactly("made web");
        spare = true;
        time.advance(IDLE);

        assertThat(events).containsExactly("made web", "closed web");
    }

    private EmbeddedChannel connect() {
        EmbeddedChannel connection = new EmbeddedChannel();
        shared.acquire("web", connection);
        return connection;
    }
}
