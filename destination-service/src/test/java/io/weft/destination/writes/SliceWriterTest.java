package io.weft.destination.writes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.weft.destination.slices.SliceChange;
import io.weft.kubernetes.resource.EndpointSlice;
import io.weft.testkit.cluster.ObjectServer.Write;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SliceWriterTest {
    private final ExternalCluster cluster = new ExternalCluster();
    private final SliceWriter writer = new SliceWriter(cluster.written.client());

    @AfterEach
    void close() {
        cluster.written.close();
    }

    @Test
    void sliceIsCreatedAndBelongsToItsServiceAsItIsThen() {
        cluster.service("uid-1");
        assertThat(put(ExternalCluster.slice(true))).isTrue();

        assertThat(cluster.written.written()).extracting(Write::method).containsExactly("POST");
        JsonNode owner = cluster.live().path("metadata").path("ownerReferences").path(0);
        assertThat(owner.path("uid").asString()).isEqualTo("uid-1");
        assertThat(owner.path("kind").asString()).isEqualTo("Service");
        assertThat(owner.path("controller").asBoolean()).isTrue();
        assertThat(ExternalCluster.read(cluster.live()).endpoints())
                .isEqualTo(ExternalCluster.slice(true).endpoints());
        assertThat(ExternalCluster.read(cluster.live()).ports())
                .isEqualTo(ExternalCluster.slice(true).ports());
    }

    @Test
    void sliceThatIsAsItShouldBeIsNotWrittenAgain() {
        cluster.service("uid-1");
        put(ExternalCluster.slice(true));
        assertThat(put(ExternalCluster.slice(true))).isFalse();
        assertThat(cluster.written.written()).hasSize(1);
    }

    @Test
    void sliceThatDiffersIsReplacedAndWhatOthersWroteBesideStays() {
        cluster.service("uid-1");
        put(ExternalCluster.slice(true));
        cluster.annotate("theirs");
        assertThat(put(ExternalCluster.slice(false))).isTrue();

        assertThat(cluster.written.written()).extracting(Write::method).containsExactly("POST", "PUT");
        assertThat(cluster.live()
                        .path("metadata")
                        .path("annotations")
                        .path("example.com/note")
                        .asString())
                .isEqualTo("theirs");
        assertThat(ExternalCluster.read(cluster.live()).endpoints().getFirst().isReady())
                .isFalse();
    }

    @Test
    void conflictIsReadAgainAndWrittenOnce() {
        cluster.service("uid-1");
        put(ExternalCluster.slice(true));
        cluster.written.server.once(ExternalCluster.SLICE, () -> cluster.annotate("quicker"));
        assertThat(put(ExternalCluster.slice(false))).isTrue();
        assertThat(cluster.written.written()).hasSize(2);
        assertThat(cluster.live()
                        .path("metadata")
                        .path("annotations")
                        .path("example.com/note")
                        .asString())
                .isEqualTo("quicker");
    }

    @Test
    void nothingIsCreatedForAServiceThatIsGone() {
        assertThat(put(ExternalCluster.slice(true))).isFalse();
        assertThat(cluster.written.written()).isEmpty();
    }

    @Test
    void sliceIsDeletedOnce() {
        cluster.service("uid-1");
        put(ExternalCluster.slice(true));
        SliceChange gone = new SliceChange.Remove(ExternalCluster.slice(true).id());
        assertThat(writer.task(gone).perform()).isTrue();
        assertThat(writer.task(gone).perform()).isFalse();
        assertThat(cluster.written.written()).extracting(Write::method).containsExactly("POST", "DELETE");
    }

    @Test
    void sliceOfSomebodyElseIsNeitherReplacedNorDeleted() {
        cluster.stranger();
        SliceChange gone = new SliceChange.Remove(ExternalCluster.slice(true).id());
        assertThat(writer.task(gone).perform()).isFalse();
        assertThatThrownBy(() -> put(ExternalCluster.slice(true)))
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining("somebody else's");
        assertThat(cluster.written.written()).isEmpty();
    }

    private boolean put(EndpointSlice slice) {
        return writer.tasks(List.of(new SliceChange.Put(slice))).getFirst().perform();
    }
}
