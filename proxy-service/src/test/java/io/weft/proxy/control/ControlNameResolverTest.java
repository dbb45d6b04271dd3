package io.weft.proxy.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.EquivalentAddressGroup;
import io.grpc.NameResolver;
import io.grpc.Status;
import io.grpc.SynchronizationContext;
import io.weft.core.Authority;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** wire-behaviour, 12: TTL. */
class ControlNameResolverTest {
    private static final InetSocketAddress ONE = new InetSocketAddress("192.0.2.1", 8086);
    private static final InetSocketAddress OTHER = new InetSocketAddress("192.0.2.2", 8086);

    private final TestLoop time = new TestLoop();
    private final List<List<InetSocketAddress>> told = new ArrayList<>();
    private List<InetSocketAddress> known = List.of(ONE);
    private int asked;
    private final ControlNameResolver resolver = new ControlNameResolver(
            new Authority("linkerd-dst-headless.linkerd.svc.cluster.local.", 8086),
            name -> {
                asked++;
                if (known.isEmpty()) {
                    throw new UnknownHostException(name.host());
                }
                return known;
            },
            new SynchronizationContext((thread, failure) -> {
                throw new AssertionError(failure);
            }),
            Runnable::run,
            time.loop());

    @Test
    void aReplicaThatCameLaterIsFoundThoughNothingFailed() {
        resolver.start(listener());
        known = List.of(ONE, OTHER);
        time.advance(ControlNameResolver.PERIOD);

        assertThat(told).containsExactly(List.of(ONE), List.of(ONE, OTHER));
    }

    @Test
    void aNameThatCannotBeFoundIsAskedForAgain() {
        known = List.of();
        resolver.start(listener());
        known = List.of(ONE);
        time.advance(ControlNameResolver.PERIOD);

        assertThat(told).containsExactly(List.of(), List.of(ONE));
    }

    @Test
    void nobodyAsksForWhomItIsOver() {
        resolver.start(listener());
        resolver.shutdown();
        time.advance(Duration.ofMinutes(5));

        assertThat(asked).isEqualTo(1);
    }

    private NameResolver.Listener2 listener() {
        return new NameResolver.Listener2() {
            @Override
            public void onResult(NameResolver.ResolutionResult result) {
                told.add(result.getAddressesOrError().hasValue() ? sockets(result) : List.of());
            }

            @Override
            public Status onResult2(NameResolver.ResolutionResult result) {
                onResult(result);
                return Status.OK;
            }

            @Override
            public void onError(Status error) {
                told.add(List.of());
            }
        };
    }

    private static List<InetSocketAddress> sockets(NameResolver.ResolutionResult result) {
        return result.getAddressesOrError().getValue().stream()
                .map(EquivalentAddressGroup::getAddresses)
                .map(List::getFirst)
                .map(InetSocketAddress.class::cast)
                .toList();
    }
}
