package io.weft.viz.dashboard;

import java.nio.charset.StandardCharsets;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The page: four files, no build. */
@RestController
public final class Page {
    @GetMapping("/")
    ResponseEntity<Resource> index() {
        return file("index.html", "text/html");
    }

    @GetMapping("/page.js")
    ResponseEntity<Resource> script() {
        return file("page.js", "text/javascript");
    }

    @GetMapping("/page.css")
    ResponseEntity<Resource> style() {
        return file("page.css", "text/css");
    }

    @GetMapping("/icon.svg")
    ResponseEntity<Resource> icon() {
        return file("icon.svg", "image/svg+xml");
    }

    private static ResponseEntity<Resource> file(String name, String type) {
        MediaType media = new MediaType(MediaType.parseMediaType(type), StandardCharsets.UTF_8);
        return ResponseEntity.ok().contentType(media).body(new ClassPathResource(name, Page.class));
    }
}
