package io.weft.cli.tap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.api.viz.ApiError;
import io.weft.cli.cluster.FakeCluster;
import io.weft.cli.machine.MachineException;
import io.weft.cli.viz.Resource;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterTapTest {
    private final FakeCluster cluster = new FakeCluster();
    private final List<TapEvent> events = new ArrayList<>();

    @Test
    void eventsComeThroughTheApiServerUntilTapEnds() {
        byte[] event = io.weft.api.viztap.TapEvent.newBuilder()
                .setProxyDirection(io.weft.api.viztap.TapEvent.ProxyDirection.INBOUND)
                .setHttp(io.weft.api.viztap.TapEvent.Http.newBuilder()
                        .setRequestInit(io.weft.api.viztap.TapEvent.Http.RequestInit.newBuilder()
                                .setPath("/items")))
                .build()
                .toByteArray();
        cluster.answerPosts(200, frame(event));

        assertThatThrownBy(this::look).hasMessageStartingWith("viz-service ended the tap");

        assertThat(events).hasSize(1);
        assertThat(cluster.posted())
                .containsExactly("/apis/tap.linkerd.io/v1alpha1/watch/namespaces/shop/deployments/web/tap");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "403 | {\"kind\": \"Status\", \"message\": \"deployments.tap.linkerd.io is forbidden\"} | deployments.tap.linkerd.io is forbidden",
                "403 | {\"error\": \"ann may not watch deployments/tap\"} | ann may not watch deployments/tap",
                "503 | {broken | tap answered 503: {broken",
                "502 | '' | tap answered 502",
            })
    void refusalIsToldInTheWordsOfWhoRefuses(int status, String body, String told) {
        cluster.answerPosts(status, body.getBytes(UTF_8));

        assertThatThrownBy(this::look).isInstanceOf(MachineException.class).hasMessage(told);
    }

    @Test
    void whatTapSaysOfAQuestionIsFramed() {
        cluster.answerPosts(
                404,
                frame(ApiError.newBuilder().setError("no pods found").build().toByteArray()));

        assertThatThrownBy(this::look).hasMessage("no pods found");
    }

    private void look() {
        TapQuestion question = new TapQuestion(
                Resource.single(List.of("deploy/web")),
                "shop",
                Optional.empty(),
                "shop",
                100,
                "",
                "",
                "",
                "",
                "",
                false);
        new ClusterTap(cluster, "linkerd").look(question, events::add);
    }

    private static byte[] frame(byte[] message) {
        return ByteBuffer.allocate(4 + message.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(message.length)
                .put(message)
                .array();
    }
}
