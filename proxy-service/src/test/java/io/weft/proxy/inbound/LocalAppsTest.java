package io.weft.proxy.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.weft.core.Ticker;
import io.weft.proxy.http.Http2Windows;
import io.weft.proxy.http.QueueLimits;
import io.weft.proxy.telemetry.MetricRegistry;
import io.weft.proxy.transport.Connector;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LocalAppsTest {
    private static final Duration FORGET = Duration.ofSeconds(90);
    private static final int PORTS = 1_000;

    private final LocalApps apps = new LocalApps(
            new Connector(Duration.ofSeconds(1), Optional.empty(), Optional.empty()),
            new MetricRegistry(Ticker.system(), Duration.ofMinutes(10)),
            new InboundSettings.App(
                    Http2Windows.standard(),
                    new QueueLimits(100, Duration.ofSeconds(1)),
                    Duration.ofSeconds(3),
                    100,
                    FORGET));

    @Test
    void aScanOfManyPortsLeavesNothing() {
        EmbeddedChannel client = new EmbeddedChannel();
        client.freezeTime();
        List<LocalApp> found = new ArrayList<>();
        for (int port = 1; port <= PORTS; port++) {
            found.add(apps.of(client, new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
        }
        int during = apps.size(client.eventLoop());
        client.pipeline().close(); // closing the channel itself would end its clock
        client.advanceTimeBy(FORGET.toNanos(), TimeUnit.NANOSECONDS);
        client.runPendingTasks();

        assertThat(found).doesNotHaveDuplicates();
        assertThat(List.of(during, apps.size(client.eventLoop()))).containsExactly(PORTS, 0);
    }
}
