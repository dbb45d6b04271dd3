package io.weft.viz.aggregated;

import io.weft.viz.aggregated.AggregatedApi.Resource;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the API server and its clients look up before they ask for anything: groups, versions, resources, health. */
@RestController
public final class Discovery {
    private final AggregatedApi api;

    public Discovery(AggregatedApi api) {
        this.api = api;
    }

    /** The address of nothing else. */
    record Version(String groupVersion, String version) {}

    /** A group, alone or in a list. */
    record Group(String kind, String apiVersion, String name, List<Version> versions, Version preferredVersion) {
        static Group of(AggregatedApi api) {
            Version only = new Version(api.groupVersion(), api.version());
            return new Group("APIGroup", "v1", api.group(), List.of(only), only);
        }
    }

    record Groups(String kind, String apiVersion, List<Group> groups) {}

    record Resources(String kind, String apiVersion, String groupVersion, List<Resource> resources) {}

    record Paths(List<String> paths) {}

    @GetMapping("/")
    ResponseEntity<Paths> paths() {
        return json(HttpStatus.OK, new Paths(api.paths()));
    }

    @GetMapping("/apis")
    ResponseEntity<Groups> groups() {
        return json(HttpStatus.OK, new Groups("APIGroupList", "v1", List.of(Group.of(api))));
    }

    @GetMapping("/apis/{group}")
    ResponseEntity<?> group(@PathVariable String group) {
        return group.equals(api.group()) ? json(HttpStatus.OK, Group.of(api)) : nothingElse();
    }

    @GetMapping("/apis/{group}/{version}")
    ResponseEntity<?> resources(@PathVariable String group, @PathVariable String version) {
        return group.equals(api.group()) && version.equals(api.version())
                ? json(HttpStatus.OK, new Resources("APIResourceList", "v1", api.groupVersion(), api.resources()))
                : nothingElse();
    }

    @GetMapping(
            path = {"/healthz", "/healthz/log", "/healthz/ping"},
            produces = MediaType.TEXT_PLAIN_VALUE)
    String healthy() {
        return "ok";
    }

    /** Nobody reads a description of it: clients know these APIs. */
    @GetMapping("/openapi/v2")
    ResponseEntity<Map<String, Object>> description() {
        return json(
                HttpStatus.OK,
                Map.of(
                        "swagger",
                        "2.0",
                        "info",
                        Map.of("title", api.group(), "version", api.version()),
                        "paths",
                        Map.of()));
    }

    @GetMapping("/version")
    ResponseEntity<Map<String, String>> version() {
        String own = Discovery.class.getPackage().getImplementationVersion();
        return json(HttpStatus.OK, Map.of("gitVersion", own == null ? "" : own));
    }

    @RequestMapping("/**")
    ResponseEntity<Paths> nothingElse() {
        return json(HttpStatus.NOT_FOUND, new Paths(api.paths()));
    }

    /**
     * Called what it is, and never what was asked for: the API server asks for a document of all groups first, recognizes it by the
     * parameters of its type, and is content with these older ones if nothing says that they are that.
     */
    private static <T> ResponseEntity<T> json(HttpStatus status, T body) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body);
    }
}
