package io.weft.injector.api;

import io.weft.injection.MalformedObjectException;
import io.weft.injector.webhook.Reviewer;
import io.weft.service.admin.AdminApi;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Injection without consequences. */
@RestController
public final class InjectionApi {
    private final Optional<Reviewer> reviewer;

    /** @param reviewer empty where no settings of injection are given */
    public InjectionApi(Optional<Reviewer> reviewer) {
        this.reviewer = reviewer;
    }

    /** What an operator's role calls it, and its document. */
    public static AdminApi description() {
        return new AdminApi("proxy-injector", new ClassPathResource("openapi.json", InjectionApi.class));
    }

    /** The object is what the API server would be given: a pod, a Service, or what makes pods. */
    @PostMapping(AdminApi.ROOT + "/injection")
    Mono<InjectionJson> preview(
            @RequestParam(defaultValue = "default") String namespace, @RequestBody JsonNode object) {
        return Mono.fromCallable(() -> injected(namespace, object)).subscribeOn(Schedulers.boundedElastic());
    }

    private InjectionJson injected(String namespace, JsonNode object) {
        if (!(object instanceof ObjectNode manifest) || !manifest.path("kind").isString()) {
            throw new ResponseStatusException(
                    HttpStatus.BAD_REQUEST, "send one object of Kubernetes as JSON, with its kind");
        }
        return reviewer.map(each -> InjectionJson.of(each.preview(namespace, manifest)))
                .orElseThrow(() -> new ResponseStatusException(
                        HttpStatus.CONFLICT, "mesh.injector.values is not set: nothing is injected here"));
    }

    @ExceptionHandler
    ResponseEntity<Map<String, String>> refuse(MalformedObjectException malformed) {
        return ResponseEntity.badRequest().body(Map.of("error", String.valueOf(malformed.getMessage())));
    }

    @ExceptionHandler
    ResponseEntity<Map<String, String>> refuse(ResponseStatusException refusal) {
        return ResponseEntity.status(refusal.getStatusCode())
                .body(Map.of("error", String.valueOf(refusal.getReason())));
    }
}
