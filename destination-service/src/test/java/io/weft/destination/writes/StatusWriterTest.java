package io.weft.destination.writes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.weft.destination.statuses.Report;
import io.weft.kubernetes.resource.Condition;
import io.weft.kubernetes.resource.ParentStatus;
import io.weft.kubernetes.resource.ResourceId;
import io.weft.kubernetes.resource.ResourceKind;
import io.weft.kubernetes.resource.Route.ParentRef;
import io.weft.testkit.cluster.ObjectServer.Write;
import io.weft.testkit.time.ManualClock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class StatusWriterTest {
    private static final String PATH = WrittenCluster.ROUTES + "/web";
    private static final Report ACCEPTED = new Report.OfParents(
            new ResourceId(ResourceKind.HTTP_ROUTE, "shop", "web"),
            List.of(new ParentStatus(
                    new ParentRef("core", "Service", "shop", "web", Optional.empty(), OptionalInt.empty()),
                    List.of(new Condition("Accepted", true, "Accepted", "")))));

    private final WrittenCluster cluster = new WrittenCluster();
    private final StatusWriter writer =
            new StatusWriter(cluster.client(), new ManualClock(Instant.parse("2026-03-01T12:00:00Z")));

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void statusIsPatchedByItsFieldManagerAndNothingElseIs() {
        cluster.route("web", "{}");
        assertThat(writer.task(ACCEPTED).perform()).isTrue();

        assertThat(cluster.written())
                .extracting(Write::method, Write::path, Write::query)
                .containsExactly(tuple("PATCH", PATH + "/status", "fieldManager=policy-controller"));
        assertThat(parents()).hasSize(1);
    }

    @Test
    void statusThatSaysItAllIsNotWrittenAgain() {
        cluster.route("web", "{}");
        writer.task(ACCEPTED).perform();

        assertThat(writer.task(ACCEPTED).perform()).isFalse();
        assertThat(cluster.written()).hasSize(1);
    }

    @Test
    void conflictIsReadAgainAndWhatTheOtherWroteStays() {
        cluster.route("web", "{}");
        cluster.server.once(PATH, () -> cluster.route("web", """
                {"parents": [{"controllerName": "example.com/theirs", "parentRef": {"name": "edge"}, "conditions": []}]}"""));

        assertThat(writer.task(ACCEPTED).perform()).isTrue();
        assertThat(parents())
                .extracting(parent -> parent.path("controllerName").asString())
                .containsExactly("example.com/theirs", "linkerd.io/policy-controller");
    }

    @Test
    void objectThatIsGoneNeedsNoStatus() {
        assertThat(writer.task(ACCEPTED).perform()).isFalse();
    }

    @Test
    void refusalIsTold() {
        cluster.route("web", "{}");
        cluster.server.refuse(write -> true);
        assertThatThrownBy(() -> writer.task(ACCEPTED).perform()).isInstanceOf(KubernetesClientException.class);
    }

    private List<JsonNode> parents() {
        return List.copyOf(cluster.server
                .get(PATH)
                .orElseThrow()
                .path("status")
                .path("parents")
                .values());
    }
}
