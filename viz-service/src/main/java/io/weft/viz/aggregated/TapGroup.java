package io.weft.viz.aggregated;

import io.weft.service.cluster.AccessReviews.ResourceAction;
import io.weft.viz.aggregated.AggregatedApi.Resource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Tap as an extension of an API server: who may look at whose traffic is whoever may {@code watch} the resource's {@code tap}. Pure. */
public final class TapGroup {
    private static final String GROUP = "tap.linkerd.io";
    private static final String VERSION = "v1alpha1";
    private static final String WATCH = "/apis/" + GROUP + "/" + VERSION + "/watch/namespaces/";
    private static final Pattern NAMESPACE = Pattern.compile(WATCH + "([^/]+)/tap");
    private static final Pattern RESOURCE = Pattern.compile(WATCH + "([^/]+)/([^/]+)(?:/([^/]+))?/tap");
    private static final List<String> NAMESPACED = List.of(
            "pods",
            "replicationcontrollers",
            "services",
            "daemonsets",
            "deployments",
            "replicasets",
            "statefulsets",
            "jobs",
            "cronjobs");

    private TapGroup() {}

    public static AggregatedApi api() {
        Stream<Resource> all =
                Stream.concat(of("namespaces", false), NAMESPACED.stream().flatMap(name -> of(name, true)));
        return new AggregatedApi(GROUP, VERSION, all.toList(), TapGroup::action, "docs/kubernetes.md#who-may-tap");
    }

    private static Stream<Resource> of(String name, boolean namespaced) {
        return Stream.of(name, name + "/tap").map(each -> new Resource(each, "", namespaced, "Tap", List.of("watch")));
    }

    private static Optional<ResourceAction> action(String path) {
        Matcher namespace = NAMESPACE.matcher(path);
        if (namespace.matches()) {
            String name = namespace.group(1);
            return Optional.of(watch(name, "namespaces", name));
        }
        Matcher resource = RESOURCE.matcher(path);
        return resource.matches()
                ? Optional.of(
                        watch(resource.group(1), resource.group(2), resource.group(3) == null ? "" : resource.group(3)))
                : Optional.empty();
    }

    private static ResourceAction watch(String namespace, String resource, String name) {
        return new ResourceAction("watch", GROUP, VERSION, resource, "tap", namespace, name);
    }
}
