package io.weft.proxy.outbound.discover;

import static io.weft.proxy.outbound.discover.Messages.add;
import static io.weft.proxy.outbound.discover.Messages.bare;
import static io.weft.proxy.outbound.discover.Messages.meshed;
import static io.weft.proxy.outbound.discover.Messages.none;
import static io.weft.proxy.outbound.discover.Messages.remove;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.api.destination.Update;
import io.weft.api.destination.WeightedAddr;
import io.weft.core.Endpoint;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EndpointSetTranslatorTest {
    private final EndpointSetTranslator fold =
            new EndpointSetTranslator(new EndpointTranslator(Set.of(), warning -> {}));
    private Optional<EndpointSet> held = Optional.empty();
    private boolean fresh = true;

    @Test
    void additionsAccumulate() {
        receive(add(bare("10.0.0.1")), add(bare("10.0.0.2")));

        assertThat(addresses()).containsExactly("10.0.0.1", "10.0.0.2");
    }

    @Test
    void firstAdditionAfterReconnectReplacesEverything() {
        receive(add(bare("10.0.0.1"), bare("10.0.0.2")));
        reconnect();
        receive(add(bare("10.0.0.3")), add(bare("10.0.0.4")));

        assertThat(addresses()).containsExactly("10.0.0.3", "10.0.0.4");
    }

    @Test
    void endpointsSurviveUntilTheReconnectedStreamSpeaks() {
        receive(add(bare("10.0.0.1")));
        reconnect();

        assertThat(addresses()).containsExactly("10.0.0.1");
    }

    @Test
    void changedEndpointTakesThePlaceOfTheOld() {
        receive(add(bare("10.0.0.1"), bare("10.0.0.2")), add(meshed("10.0.0.1")));

        assertThat(addresses()).containsExactly("10.0.0.1", "10.0.0.2");
        assertThat(endpoints().getFirst().tls()).isPresent();
    }

    @Test
    void additionOfNothingIsIgnoredAndDoesNotCount() {
        receive(add(bare("10.0.0.1")));
        reconnect();
        receive(add(), add(WeightedAddr.getDefaultInstance()));
        assertThat(addresses()).containsExactly("10.0.0.1");

        receive(add(bare("10.0.0.2")));
        assertThat(addresses()).containsExactly("10.0.0.2");
    }

    @Test
    void unreadableEndpointDoesNotDisturbTheOthers() {
        receive(add(WeightedAddr.getDefaultInstance(), bare("10.0.0.1")));

        assertThat(addresses()).containsExactly("10.0.0.1");
    }

    @Test
    void removalTakesAwayWhatItLists() {
        receive(add(bare("10.0.0.1"), bare("10.0.0.2")), remove("10.0.0.1", "10.0.0.9"));

        assertThat(addresses()).containsExactly("10.0.0.2");
    }

    @Test
    void removalOfTheLastEndpointLeavesAnEmptyService() {
        receive(add(bare("10.0.0.1")), remove("10.0.0.1"));

        assertThat(held).contains(new EndpointSet(true, List.of()));
    }

    @Test
    void removalOfNothingIsIgnored() {
        receive(remove());
        assertThat(held).isEmpty();

        receive(add(bare("10.0.0.1")), remove());
        assertThat(addresses()).containsExactly("10.0.0.1");
    }

    @Test
    void removalAsFirstMessageIsIgnored() {
        receive(remove("10.0.0.1"));
        assertThat(held).isEmpty();

        receive(add(bare("10.0.0.1")));
        reconnect();
        receive(remove("10.0.0.1"));
        assertThat(addresses()).containsExactly("10.0.0.1");
    }

    @Test
    void serviceWithoutEndpointsIsKnownToBeEmpty() {
        receive(none(true));
        assertThat(held).contains(new EndpointSet(true, List.of()));

        receive(add(bare("10.0.0.1")), none(true));
        assertThat(held).contains(new EndpointSet(true, List.of()));
    }

    @Test
    void unknownServiceIsEmptyToo() {
        receive(add(bare("10.0.0.1")), none(false));

        assertThat(held).contains(new EndpointSet(false, List.of()));
    }

    @Test
    void additionAfterNoEndpointsStartsFromNothing() {
        receive(none(false), add(bare("10.0.0.1")));

        assertThat(held.map(EndpointSet::exists)).contains(true);
        assertThat(addresses()).containsExactly("10.0.0.1");
    }

    @Test
    void messageOfAnUnknownKindIsIgnored() {
        receive(add(bare("10.0.0.1")), Update.getDefaultInstance());

        assertThat(addresses()).containsExactly("10.0.0.1");
    }

    private void reconnect() {
        fresh = true;
    }

    private void receive(Update... updates) {
        for (Update update : updates) {
            Optional<EndpointSet> next = fold.next(held, fresh, update);
            if (next.isPresent()) {
                held = next;
                fresh = false;
            }
        }
    }

    private List<Endpoint> endpoints() {
        return List.copyOf(held.orElseThrow().endpoints());
    }

    private List<String> addresses() {
        return endpoints().stream()
                .map(endpoint -> endpoint.address().getAddress().getHostAddress())
                .toList();
    }
}
