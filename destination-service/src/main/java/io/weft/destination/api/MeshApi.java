package io.weft.destination.api;

import io.grpc.StatusRuntimeException;
import io.weft.destination.answers.WorkloadId;
import io.weft.destination.grpc.Inquiries;
import io.weft.destination.index.MeshIndex;
import io.weft.service.admin.AdminApi;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;

/** The mesh as this process sees it, in the words of its gRPC answers. */
@RestController
public final class MeshApi {
    private final Inquiries inquiries;

    public MeshApi(Inquiries inquiries) {
        this.inquiries = inquiries;
    }

    /** What an operator's role calls it, and its document. */
    public static AdminApi description() {
        return new AdminApi("destination", new ClassPathResource("openapi.json", MeshApi.class));
    }

    @GetMapping(AdminApi.ROOT + "/services")
    List<ServiceJson> services(@RequestParam(defaultValue = "") String namespace) {
        return inquiries.known().services().ask(MeshIndex.ALL_SERVICES).stream()
                .filter(service ->
                        namespace.isEmpty() || service.id().namespace().equals(namespace))
                .map(ServiceJson::of)
                .toList();
    }

    @GetMapping(AdminApi.ROOT + "/endpoints")
    List<EndpointJson> endpoints(@RequestParam String target) {
        return EndpointJson.of(inquiries.endpoints(target));
    }

    @GetMapping(AdminApi.ROOT + "/profile")
    JsonNode profile(@RequestParam String target, @RequestParam(defaultValue = "") String namespace) {
        return MessageJson.of(inquiries.profile(target, Optional.of(namespace).filter(text -> !text.isEmpty())));
    }

    @GetMapping(AdminApi.ROOT + "/inbound-policy")
    JsonNode inbound(
            @RequestParam String namespace,
            @RequestParam String workload,
            @RequestParam(defaultValue = "pod") WorkloadKind kind,
            @RequestParam int port) {
        return MessageJson.of(inquiries.inbound(new WorkloadId(kind.kind(), namespace, workload), port));
    }

    @GetMapping(AdminApi.ROOT + "/outbound-policy")
    JsonNode outbound(@RequestParam String target, @RequestParam(defaultValue = "default") String namespace) {
        return MessageJson.of(inquiries.outbound(target, namespace));
    }

    /** Not on the event loop: it takes a moment for each ten thousand objects. */
    @GetMapping(AdminApi.ROOT + "/index")
    Mono<IndexJson> index() {
        return Mono.fromCallable(() -> IndexJson.of(inquiries.known().digest()))
                .subscribeOn(Schedulers.boundedElastic());
    }

    @ExceptionHandler
    ResponseEntity<Map<String, String>> refuse(StatusRuntimeException refusal) {
        return ResponseEntity.status(status(refusal))
                .body(Map.of("error", String.valueOf(refusal.getStatus().getDescription())));
    }

    private static HttpStatus status(StatusRuntimeException refusal) {
        return switch (refusal.getStatus().getCode()) {
            case INVALID_ARGUMENT -> HttpStatus.BAD_REQUEST;
            case NOT_FOUND -> HttpStatus.NOT_FOUND;
            case FAILED_PRECONDITION -> HttpStatus.CONFLICT;
            case UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
            default -> HttpStatus.INTERNAL_SERVER_ERROR;
        };
    }
}
