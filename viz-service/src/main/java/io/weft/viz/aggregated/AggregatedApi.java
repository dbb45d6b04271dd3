package io.weft.viz.aggregated;

import io.weft.service.cluster.AccessReviews.ResourceAction;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One of the API server's extensions that this process can be: what it is called, what there is to ask for, and what a request for
 * it needs the right to.
 *
 * @param group {@code tap.linkerd.io}
 * @param version {@code v1alpha1}
 * @param resources as discovery lists them
 * @param action what a path below {@link #root} stands for; empty: nothing that anybody could have a right to
 * @param advice where it says how rights are given
 */
public record AggregatedApi(
        String group,
        String version,
        List<Resource> resources,
        Function<String, Optional<ResourceAction>> action,
        String advice) {
    public AggregatedApi {
        resources = List.copyOf(resources);
    }

    /**
     * A resource as discovery lists it.
     *
     * @param name plural, for instance {@code deployments/tap}
     */
    public record Resource(String name, String singularName, boolean namespaced, String kind, List<String> verbs) {
        public Resource {
            verbs = List.copyOf(verbs);
        }
    }

    /** What all paths begin with. */
    public String root() {
        return "/apis/" + groupVersion();
    }

    String groupVersion() {
        return group + "/" + version;
    }

    /** What discovery answers to, among others. */
    List<String> paths() {
        return List.of(
                "/apis",
                "/apis/" + group,
                root(),
                "/healthz",
                "/healthz/log",
                "/healthz/ping",
                "/openapi/v2",
                "/version");
    }
}
