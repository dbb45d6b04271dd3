package io.weft.viz.external;

import io.weft.service.cluster.AccessReviews.ResourceAction;
import io.weft.viz.aggregated.AggregatedApi;
import io.weft.viz.metrics.InvalidQueryException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.client.WebClientException;
import reactor.core.publisher.Mono;

/**
 * {@code external.metrics.k8s.io}: a value for the workload that a selector names, none if nobody knows it. What is refused is
 * refused as the API server does, with a {@code Status}.
 */
@RestController
public final class ExternalMetricsApi {
    private static final Logger LOG = LoggerFactory.getLogger(ExternalMetricsApi.class);
    private static final String GROUP = "external.metrics.k8s.io";
    private static final String VERSION = "v1beta1";
    private static final String ROOT = "/apis/" + GROUP + "/" + VERSION;
    private static final Pattern VALUES = Pattern.compile(ROOT + "/namespaces/([^/]+)/([^/]+)");
    private static final String LIST = "ExternalMetricValueList";

    private final LoadClient loads;
    private final InstantSource clock;

    public ExternalMetricsApi(LoadClient loads, InstantSource clock) {
        this.loads = loads;
        this.clock = clock;
    }

    /** The API as an extension: whoever may {@code list} a metric may read it. */
    public static AggregatedApi api() {
        return new AggregatedApi(
                GROUP,
                VERSION,
                Arrays.stream(ExternalMetric.values())
                        .map(each -> new AggregatedApi.Resource(each.text(), "", true, LIST, List.of("get")))
                        .toList(),
                ExternalMetricsApi::action,
                "docs/autoscaling.md");
    }

    private static Optional<ResourceAction> action(String path) {
        Matcher values = VALUES.matcher(path);
        return values.matches()
                ? Optional.of(new ResourceAction("list", GROUP, VERSION, values.group(2), "", values.group(1), ""))
                : Optional.empty();
    }

    /** What a list holds. */
    record Value(String metricName, Map<String, String> metricLabels, String timestamp, String value) {}

    record Values(String kind, String apiVersion, Map<String, String> metadata, List<Value> items) {}

    record Status(String kind, String apiVersion, String status, String message, String reason, int code) {}

    @GetMapping(ROOT + "/namespaces/{namespace}/{metric}")
    Mono<Values> values(
            @PathVariable String namespace,
            @PathVariable String metric,
            @RequestParam(required = false, defaultValue = "") String labelSelector) {
        ExternalMetric asked = ExternalMetric.parse(metric).orElseThrow(() -> new UnknownMetricException(metric));
        LoadSelector workload = LoadSelector.parse(labelSelector);
        return loads.load(namespace, workload)
                .map(rows -> new Values(
                        LIST,
                        GROUP + "/" + VERSION,
                        Map.of(),
                        rows.stream().map(load -> value(asked, workload, load)).toList()));
    }

    private Value value(ExternalMetric metric, LoadSelector workload, WorkloadLoad load) {
        return new Value(
                metric.text(),
                Map.of(workload.type(), load.resource().name()),
                clock.instant().truncatedTo(ChronoUnit.SECONDS).toString(),
                Quantity.of(metric.of(load)));
    }

    @ExceptionHandler
    ResponseEntity<Status> refuse(UnknownMetricException unknown) {
        return refused(HttpStatus.NOT_FOUND, "NotFound", unknown);
    }

    @ExceptionHandler
    ResponseEntity<Status> refuse(InvalidQueryException invalid) {
        return refused(HttpStatus.BAD_REQUEST, "BadRequest", invalid);
    }

    @ExceptionHandler
    ResponseEntity<Status> refuse(WebClientException away) {
        LOG.debug("the metrics do not answer: {}", away.toString());
        return refused(
                HttpStatus.SERVICE_UNAVAILABLE,
                "ServiceUnavailable",
                new IllegalStateException("the metrics are away; try again"));
    }

    private static ResponseEntity<Status> refused(HttpStatus status, String reason, Exception why) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .body(new Status("Status", "v1", "Failure", String.valueOf(why.getMessage()), reason, status.value()));
    }
}
