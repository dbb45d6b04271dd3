package io.weft.viz.dashboard;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The page, built from {@code dashboard/}: one document for all its addresses, and what that asks for. */
@RestController
public final class Page {
    /** The names of built files hold a digest of what is in them. */
    private static final CacheControl FOR_EVER =
            CacheControl.maxAge(Duration.ofDays(365)).immutable();

    @GetMapping({
        "/",
        "/namespaces/{*path}",
        "/workloads/{*path}",
        "/routes/{*path}",
        "/tap",
        "/top",
        "/errors",
        "/policy",
        "/canary",
        "/traces/{*path}"
    })
    ResponseEntity<Resource> index() {
        return file("index.html", "text/html", CacheControl.noCache());
    }

    @GetMapping("/assets/{name:[A-Za-z0-9_-]+}.js")
    ResponseEntity<Resource> script(@PathVariable String name) {
        return file("assets/" + name + ".js", "text/javascript", FOR_EVER);
    }

    @GetMapping("/assets/{name:[A-Za-z0-9_-]+}.css")
    ResponseEntity<Resource> style(@PathVariable String name) {
        return file("assets/" + name + ".css", "text/css", FOR_EVER);
    }

    @GetMapping("/icon.svg")
    ResponseEntity<Resource> icon() {
        return file("icon.svg", "image/svg+xml", CacheControl.noCache());
    }

    private static ResponseEntity<Resource> file(String name, String type, CacheControl cache) {
        Resource resource = new ClassPathResource("page/" + name, Page.class);
        if (!resource.exists()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        MediaType media = new MediaType(MediaType.parseMediaType(type), StandardCharsets.UTF_8);
        return ResponseEntity.ok().contentType(media).cacheControl(cache).body(resource);
    }
}
