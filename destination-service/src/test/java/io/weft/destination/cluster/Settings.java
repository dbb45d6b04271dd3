package io.weft.destination.cluster;

import io.weft.core.Network;
import io.weft.core.WorkloadIdentity;
import io.weft.destination.settings.Complaints;
import io.weft.destination.settings.MeshSettings;
import io.weft.destination.settings.PortSet;
import io.weft.kubernetes.resource.AccessPolicy;
import java.util.ArrayList;
import java.util.List;

/** The settings of a mesh as installed. */
public final class Settings {
    /** As installed. */
    public static final MeshSettings USUAL = with(AccessPolicy.ALL_UNAUTHENTICATED, false);

    private Settings() {}

    public static MeshSettings with(AccessPolicy defaultPolicy, boolean emptyAllows) {
        return new MeshSettings(
                new MeshSettings.Names("cluster.local", "cluster.local", "linkerd"),
                List.of(network("10.0.0.0/8")),
                defaultPolicy,
                ports("25,587,3306,4444,5432,6379,9300,11211"),
                List.of(network("0.0.0.0/0"), network("::/0")),
                emptyAllows,
                true,
                "linkerd-egress",
                false,
                new MeshSettings.Hops(true, true),
                List.of(identity("prometheus.linkerd-viz.serviceaccount.identity.linkerd.cluster.local")));
    }

    public static PortSet ports(String text) {
        return PortSet.parse(text, name -> List.of(), entry -> {
            throw new IllegalArgumentException(entry);
        });
    }

    public static Network network(String text) {
        return Network.parse(text).orElseThrow();
    }

    public static WorkloadIdentity identity(String text) {
        return WorkloadIdentity.parse(text).orElseThrow();
    }

    /** Complaints that fail the test. */
    public static Complaints none() {
        return new Complaints(complaint -> {
            throw new AssertionError(complaint);
        });
    }

    /** Complaints that can be looked at. */
    public static Complaints into(List<String> log) {
        return new Complaints(log::add);
    }

    public static List<String> log() {
        return new ArrayList<>();
    }
}
