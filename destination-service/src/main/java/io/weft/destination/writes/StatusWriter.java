package io.weft.destination.writes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.weft.destination.statuses.Report;
import io.weft.kubernetes.feed.kubernetes.ServedKinds;
import io.weft.service.cluster.Questions;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes statuses: reads the object as it is, and patches what differs of that version. Where somebody else was quicker it reads
 * again.
 *
 * <p>Threading: safe from any thread; blocks for as long as the API server takes, at most some seconds.
 *
 * @see "crds, 11.3: a merge patch of the status by policy-controller"
 */
public final class StatusWriter {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final PatchContext PATCH = new PatchContext.Builder()
            .withPatchType(PatchType.JSON_MERGE)
            .withFieldManager("policy-controller")
            .build();

    private final KubernetesClient client;
    private final ServedKinds served;
    private final Clock clock;

    public StatusWriter(KubernetesClient client, Clock clock) {
        this.client = Questions.impatient(client);
        this.served = new ServedKinds(this.client);
        this.clock = clock;
    }

    /** What is to be done for these. */
    public List<Task> tasks(List<Report> reports) {
        return reports.stream().map(this::task).toList();
    }

    Task task(Report report) {
        return new VersionedWrite(report.id(), () -> write(report));
    }

    private boolean write(Report report) {
        Optional<Resource<GenericKubernetesResource>> object = served.find(
                        report.id().kind())
                .map(context -> client.genericKubernetesResources(context)
                        .inNamespace(report.id().namespace())
                        .withName(report.id().name()));
        return object.isPresent() && write(report, object.get());
    }

    private boolean write(Report report, Resource<GenericKubernetesResource> object) {
        @Nullable GenericKubernetesResource found = object.get();
        if (found == null) {
            return false;
        }
        JsonNode live = JSON.readTree(client.getKubernetesSerialization().asJson(found));
        Optional<ObjectNode> status = new StatusMerge(live, clock.instant()).merged(report);
        status.ifPresent(said -> object.subresource("status")
                .patch(PATCH, patch(found.getMetadata().getResourceVersion(), said)));
        return status.isPresent();
    }

    private static String patch(String version, ObjectNode status) {
        ObjectNode patch = JSON.createObjectNode();
        patch.putObject("metadata").put("resourceVersion", version);
        patch.set("status", status);
        return patch.toString();
    }
}
