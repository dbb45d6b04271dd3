package io.weft.destination.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.destination.answers.Answers;
import io.weft.destination.answers.ServiceId;
import io.weft.destination.answers.Watch;
import io.weft.destination.answers.WorkloadId;
import io.weft.destination.cluster.Settings;
import io.weft.destination.endpoints.EndpointQuestion;
import io.weft.destination.policy.InboundQuestion;
import io.weft.destination.policy.OutboundQuestion;
import io.weft.destination.profiles.ProfileQuestion;
import io.weft.kubernetes.resource.Resource;
import io.weft.kubernetes.resource.ResourceId;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Ten thousand edits: whatever comes, goes and comes again, in whatever order, every answer that is kept up to date is the one
 * that an index made anew from what stands would give, and the two hold the same.
 */
class RandomEditsTest {
    private static final int SEEDS = 20;
    private static final int EDITS = 500;
    private static final int BATCH = 12;

    private final Map<ResourceId, Resource> standing = new TreeMap<>();
    private final MeshIndex index = newIndex();
    private final Map<Object, Supplier<?>> kept = new LinkedHashMap<>();

    static LongStream seeds() {
        return LongStream.range(0, SEEDS);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyAnswerIsThatOfAnIndexMadeAnew(long seed) {
        Random random = new Random(seed);
        RandomManifests manifests = new RandomManifests(random);
        index.reset(List.of());
        everything().forEach(this::keep);
        for (int edits = 0; edits < EDITS; ) {
            int size = 1 + random.nextInt(BATCH);
            edit(random, manifests, size);
            edits += size;
            assertSameAsAnew();
        }
    }

    /** Some objects come or change, some go, some of which nobody knows. */
    private void edit(Random random, RandomManifests manifests, int size) {
        Map<ResourceId, Resource> applied = new TreeMap<>();
        Map<ResourceId, Resource> deleted = new TreeMap<>();
        for (int i = 0; i < size; i++) {
            Resource resource = manifests.next();
            (random.nextInt(3) > 0 ? applied : deleted).put(resource.id(), resource);
        }
        deleted.keySet().removeAll(applied.keySet());
        standing.putAll(applied);
        standing.keySet().removeAll(deleted.keySet());
        index.change(List.copyOf(applied.values()), List.copyOf(deleted.keySet()));
    }

    private void assertSameAsAnew() {
        MeshIndex anew = newIndex();
        anew.reset(standing.values());
        for (Question<?, ?> question : everything().toList()) {
            assertThat(kept.getOrDefault(question.asked(), () -> "never asked").get())
                    .as(() -> question.asked() + " of " + standing.keySet())
                    .isEqualTo(question.of(anew));
        }
        assertThat(index.digest()).as(() -> "of " + standing.keySet()).isEqualTo(anew.digest());
    }

    private static MeshIndex newIndex() {
        return new MeshIndex(Settings.USUAL, Settings.into(new ArrayList<>()));
    }

    private <Q, A> void keep(Question<Q, A> question) {
        Watch<A> watch = question.kind().of(index).watch(question.asked());
        kept.put(question.asked(), watch.latest()::get);
    }

    /** Which of an index's answers. */
    private interface Kind<Q, A> {
        Answers<Q, A> of(MeshIndex index);
    }

    private record Question<Q, A>(Kind<Q, A> kind, Q asked) {
        A of(MeshIndex index) {
            return kind.of(index).ask(asked);
        }
    }

    private static Stream<Question<?, ?>> everything() {
        return Stream.of(endpoints(), profiles(), inbound(), outbound()).flatMap(List::stream);
    }

    private static List<Question<?, ?>> endpoints() {
        List<Question<?, ?>> all = new ArrayList<>();
        for (ServiceId service : services()) {
            for (Optional<String> instance : List.of(Optional.<String>empty(), Optional.of("p-1"))) {
                all.add(new Question<>(MeshIndex::endpoints, new EndpointQuestion(service, 80, instance)));
            }
            all.add(new Question<>(MeshIndex::endpoints, new EndpointQuestion(service, 9090, Optional.empty())));
        }
        return all;
    }

    private static List<Question<?, ?>> profiles() {
        List<Question<?, ?>> all = new ArrayList<>();
        for (Optional<String> client : List.of(Optional.<String>empty(), Optional.of("bank"))) {
            for (ServiceId service : services()) {
                all.add(new Question<>(MeshIndex::profiles, new ProfileQuestion.ByService(service, 80, client)));
                all.add(new Question<>(
                        MeshIndex::profiles, new ProfileQuestion.ByInstance(service, "p-1", 80, client)));
            }
            for (InetAddress address : addresses()) {
                all.add(new Question<>(MeshIndex::profiles, new ProfileQuestion.ByAddress(address, 80, client)));
                all.add(new Question<>(MeshIndex::profiles, new ProfileQuestion.ByAddress(address, 8080, client)));
            }
        }
        return all;
    }

    private static List<Question<?, ?>> inbound() {
        List<Question<?, ?>> all = new ArrayList<>();
        for (String namespace : RandomManifests.NAMESPACES) {
            for (String name : RandomManifests.PODS) {
                for (int port : List.of(8080, 9090)) {
                    all.add(new Question<>(
                            MeshIndex::inbound, new InboundQuestion(WorkloadId.pod(namespace, name), port)));
                    all.add(new Question<>(
                            MeshIndex::inbound, new InboundQuestion(WorkloadId.external(namespace, name), port)));
                }
            }
        }
        return all;
    }

    private static List<Question<?, ?>> outbound() {
        List<Question<?, ?>> all = new ArrayList<>();
        for (String client : RandomManifests.NAMESPACES) {
            services()
                    .forEach(service -> all.add(
                            new Question<>(MeshIndex::outbound, new OutboundQuestion.ByService(service, 80, client))));
            addresses()
                    .forEach(address -> all.add(
                            new Question<>(MeshIndex::outbound, new OutboundQuestion.ByAddress(address, 80, client))));
        }
        return all;
    }

    private static List<ServiceId> services() {
        return RandomManifests.NAMESPACES.stream()
                .flatMap(namespace -> RandomManifests.SERVICES.stream().map(name -> new ServiceId(namespace, name)))
                .toList();
    }

    private static List<InetAddress> addresses() {
        return Stream.of("10.96.0.1", "10.96.0.2", "10.96.0.3", "10.42.0.1", "10.42.0.2", "10.43.0.1")
                .map(InetAddress::ofLiteral)
                .toList();
    }
}
