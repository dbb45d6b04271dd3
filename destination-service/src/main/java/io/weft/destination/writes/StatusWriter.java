package io.weft.destination.writes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.weft.destination.statuses.Report;
import io.weft.kubernetes.feed.kubernetes.ServedKinds;
import io.weft.service.cluster.Questions;
import java.net.HttpURLConnection;
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
    private static final int TRIES = 5;

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
        return reports.stream()
                .<Task>map(report -> new StatusTask(report, this))
                .toList();
    }

    /**
     * Writes a status.
     *
     * @return whether there was anything to write; there is not if the object is gone
     */
    boolean write(Report report) {
        Optional<Resource<GenericKubernetesResource>> object = served.find(
                        report.id().kind())
                .map(context -> client.genericKubernetesResources(context)
                        .inNamespace(report.id().namespace())
                        .withName(report.id().name()));
        return object.isPresent() && write(report, object.get(), TRIES);
    }

    private boolean write(Report report, Resource<GenericKubernetesResource> object, int tries) {
        @Nullable GenericKubernetesResource found = object.get();
        if (found == null) {
            return false;
        }
        JsonNode live = JSON.readTree(client.getKubernetesSerialization().asJson(found));
        Optional<ObjectNode> status = new StatusMerge(live, clock.instant()).merged(report);
        if (status.isEmpty()) {
            return false;
        }
        try {
            object.subresource("status").patch(PATCH, patch(found.getMetadata().getResourceVersion(), status.get()));
            return true;
        } catch (KubernetesClientException refused) {
            if (refused.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                return false;
            }
            if (refused.getCode() == HttpURLConnection.HTTP_CONFLICT && tries > 1) {
                return write(report, object, tries - 1);
            }
            throw refused;
        }
    }

    private static String patch(String version, ObjectNode status) {
        ObjectNode patch = JSON.createObjectNode();
        patch.putObject("metadata").put("resourceVersion", version);
        patch.set("status", status);
        return patch.toString();
    }
}
