package io.weft.destination.statuses;

import io.weft.destination.told.ToldObjects;
import io.weft.kubernetes.resource.Condition;
import io.weft.kubernetes.resource.ResourceId;
import io.weft.kubernetes.resource.ResourceKind;
import io.weft.kubernetes.resource.Route;
import io.weft.kubernetes.resource.Route.ParentRef;
import io.weft.kubernetes.resource.Service;
import java.util.List;
import java.util.Optional;

/**
 * Services, of any namespace. A reference to a Gateway that is not there means the Service of that name, unless settings say
 * otherwise.
 *
 * @see "crds, 11.3; brief-vs-linkerd, 5.13"
 */
final class ServiceParents implements Parents {
    private final ToldObjects told;
    private final Remarks remarks;
    private final boolean fallback;
    private final Rivals rivals;
    private final Backends backends;

    /** @param fallback whether a parent that should be a Gateway may be a Service */
    ServiceParents(ToldObjects told, Remarks remarks, boolean fallback) {
        this.told = told;
        this.remarks = remarks;
        this.fallback = fallback;
        this.rivals = new Rivals(told.all(Route.class), this::meant);
        this.backends = new Backends(told);
    }

    @Override
    public Optional<List<Condition>> conditions(Route route, ParentRef ref) {
        return meant(ref).map(service -> List.of(accepted(route, ref, service), backends.resolved(route, service)));
    }

    private Optional<ResourceId> meant(ParentRef ref) {
        ResourceId named = new ResourceId(ResourceKind.SERVICE, ref.namespace(), ref.name());
        boolean instead = fallback
                && ref.isGateway()
                && told.get(ResourceKind.GATEWAY, ref.namespace(), ref.name()).isEmpty()
                && find(named).isPresent();
        return ref.isService() || instead ? Optional.of(named) : Optional.empty();
    }

    private Condition accepted(Route route, ParentRef ref, ResourceId id) {
        Optional<Service> service = find(id);
        if (service.isEmpty()) {
            return Reason.NO_MATCHING_PARENT.because("There is no " + id + ".");
        }
        if (service.get().clusterIps().isEmpty()) {
            return Reason.NO_MATCHING_PARENT.because(id + " must have a ClusterIP.");
        }
        return rivals.verdict(route, ref, id, remarks);
    }

    private Optional<Service> find(ResourceId id) {
        return told.get(id.kind(), id.namespace(), id.name()).map(Service.class::cast);
    }
}
