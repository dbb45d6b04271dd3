package io.weft.viz.aggregated;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the API server and its clients look up before they ask for anything: groups, versions, resources, health. */
@RestController
public final class Discovery {
    static final String GROUP = "tap.linkerd.io";
    static final String VERSION = "v1alpha1";
    static final String ROOT = "/apis/" + GROUP + "/" + VERSION;

    private static final List<String> PATHS = List.of(
            "/apis", "/apis/" + GROUP, ROOT, "/healthz", "/healthz/log", "/healthz/ping", "/openapi/v2", "/version");
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
    private static final Version PREFERRED = new Version(GROUP + "/" + VERSION, VERSION);

    /** The address of nothing else. */
    record Version(String groupVersion, String version) {}

    /** A group, alone or in a list. */
    record Group(String kind, String apiVersion, String name, List<Version> versions, Version preferredVersion) {
        static Group ours() {
            return new Group("APIGroup", "v1", GROUP, List.of(PREFERRED), PREFERRED);
        }
    }

    record Groups(String kind, String apiVersion, List<Group> groups) {}

    record Resource(String name, String singularName, boolean namespaced, String kind, List<String> verbs) {}

    record Resources(String kind, String apiVersion, String groupVersion, List<Resource> resources) {}

    record Paths(List<String> paths) {}

    @GetMapping("/")
    Paths paths() {
        return new Paths(PATHS);
    }

    @GetMapping("/apis")
    Groups groups() {
        return new Groups("APIGroupList", "v1", List.of(Group.ours()));
    }

    @GetMapping("/apis/" + GROUP)
    Group group() {
        return Group.ours();
    }

    @GetMapping(ROOT)
    Resources resources() {
        Stream<Resource> all =
                Stream.concat(of("namespaces", false), NAMESPACED.stream().flatMap(name -> of(name, true)));
        return new Resources("APIResourceList", "v1", PREFERRED.groupVersion(), all.toList());
    }

    private static Stream<Resource> of(String name, boolean namespaced) {
        return Stream.of(name, name + "/tap").map(each -> new Resource(each, "", namespaced, "Tap", List.of("watch")));
    }

    @GetMapping(
            path = {"/healthz", "/healthz/log", "/healthz/ping"},
            produces = MediaType.TEXT_PLAIN_VALUE)
    String healthy() {
        return "ok";
    }

    /** Nothing of the API can be described in its terms: what goes in and out is no JSON. */
    @GetMapping("/openapi/v2")
    Map<String, Object> description() {
        return Map.of("swagger", "2.0", "info", Map.of("title", GROUP, "version", VERSION), "paths", Map.of());
    }

    @GetMapping("/version")
    Map<String, String> version() {
        String own = Discovery.class.getPackage().getImplementationVersion();
        return Map.of("gitVersion", own == null ? "" : own);
    }

    @RequestMapping("/**")
    ResponseEntity<Paths> nothingElse() {
        return ResponseEntity.status(HttpStatus.NOT_FOUND)
                .contentType(MediaType.APPLICATION_JSON)
                .body(new Paths(PATHS));
    }
}
