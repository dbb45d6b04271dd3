package io.weft.destination.writes;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.weft.destination.slices.ExternalSlices;
import io.weft.destination.slices.SliceChange;
import io.weft.kubernetes.resource.KnownLabels;
import io.weft.kubernetes.resource.Metadata;
import io.weft.kubernetes.resource.Reading;
import io.weft.kubernetes.resource.ResourceException;
import io.weft.kubernetes.resource.ResourceId;
import io.weft.kubernetes.resource.ResourceReader;
import io.weft.service.cluster.Questions;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes EndpointSlices that are ours: reads each as it is, and creates, replaces or deletes it where it is not as it should be.
 *
 * <p>Threading: safe from any thread; blocks for as long as the API server takes, at most some seconds.
 *
 * @see "control-plane, 7"
 */
public final class SliceWriter {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final KubernetesClient client;
    private final ResourceReader reader = new ResourceReader();

    public SliceWriter(KubernetesClient client) {
        this.client = Questions.impatient(client);
    }

    /** What is to be done for these. */
    public List<Task> tasks(List<SliceChange> changes) {
        return changes.stream().map(this::task).toList();
    }

    Task task(SliceChange change) {
        return new VersionedWrite(change.id(), () -> switch (change) {
            case SliceChange.Put put -> put(put.slice());
            case SliceChange.Remove remove -> remove(remove.id());
        });
    }

    private boolean put(io.weft.kubernetes.resource.EndpointSlice wanted) {
        @Nullable EndpointSlice live = object(wanted.id()).get();
        if (live == null) {
            return create(wanted);
        }
        if (!isOurs(live)) {
            throw new KubernetesClientException("it is somebody else's");
        }
        if (read(live).filter(found -> isSame(found, wanted)).isPresent()) {
            return false;
        }
        client.resource(SliceTranslator.replaced(live, wanted)).update();
        return true;
    }

    private boolean create(io.weft.kubernetes.resource.EndpointSlice wanted) {
        Metadata metadata = wanted.metadata();
        @Nullable
        Service owner = client.services()
                .inNamespace(metadata.namespace())
                .withName(wanted.serviceName().orElseThrow())
                .get();
        if (owner == null) {
            return false;
        }
        client.resource(SliceTranslator.created(wanted, owner)).create();
        return true;
    }

    private boolean remove(ResourceId id) {
        Resource<EndpointSlice> object = object(id);
        @Nullable EndpointSlice live = object.get();
        return live != null && isOurs(live) && !object.delete().isEmpty();
    }

    private Resource<EndpointSlice> object(ResourceId id) {
        return client.discovery()
                .v1()
                .endpointSlices()
                .inNamespace(id.namespace())
                .withName(id.name());
    }

    private static boolean isOurs(EndpointSlice slice) {
        return ExternalSlices.MANAGER.equals(
                slice.getMetadata().getLabels().get(KnownLabels.ENDPOINT_SLICE_MANAGED_BY));
    }

    /** Empty if it cannot be read. */
    private Optional<io.weft.kubernetes.resource.EndpointSlice> read(EndpointSlice live) {
        try {
            return reader.read(JSON.readTree(client.getKubernetesSerialization().asJson(live)))
                            instanceof Reading.Known(io.weft.kubernetes.resource.EndpointSlice slice)
                    ? Optional.of(slice)
                    : Optional.empty();
        } catch (ResourceException spoilt) {
            return Optional.empty();
        }
    }

    private static boolean isSame(
            io.weft.kubernetes.resource.EndpointSlice live, io.weft.kubernetes.resource.EndpointSlice wanted) {
        return live.endpoints().equals(wanted.endpoints()) && live.ports().equals(wanted.ports());
    }
}
