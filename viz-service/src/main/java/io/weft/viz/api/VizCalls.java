package io.weft.viz.api;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.weft.api.viz.ApiGrpc;
import io.weft.api.viz.AuthzRequest;
import io.weft.api.viz.AuthzResponse;
import io.weft.api.viz.CheckResult;
import io.weft.api.viz.CheckStatus;
import io.weft.api.viz.EdgesRequest;
import io.weft.api.viz.EdgesResponse;
import io.weft.api.viz.GatewaysRequest;
import io.weft.api.viz.GatewaysResponse;
import io.weft.api.viz.ListPodsRequest;
import io.weft.api.viz.ListPodsResponse;
import io.weft.api.viz.ListServicesRequest;
import io.weft.api.viz.ListServicesResponse;
import io.weft.api.viz.Resource;
import io.weft.api.viz.ResourceError;
import io.weft.api.viz.SelfCheckRequest;
import io.weft.api.viz.SelfCheckResponse;
import io.weft.api.viz.StatSummaryRequest;
import io.weft.api.viz.StatSummaryResponse;
import io.weft.api.viz.TopRoutesRequest;
import io.weft.api.viz.TopRoutesResponse;
import io.weft.core.Latest;
import io.weft.kubernetes.resource.LabelSelector;
import io.weft.viz.metrics.AuthzQuery;
import io.weft.viz.metrics.CanaryQuery;
import io.weft.viz.metrics.EdgeQuery;
import io.weft.viz.metrics.EdgeRequest;
import io.weft.viz.metrics.GatewaysQuery;
import io.weft.viz.metrics.InvalidQueryException;
import io.weft.viz.metrics.PodsQuery;
import io.weft.viz.metrics.PolicyStatQuery;
import io.weft.viz.metrics.ResourceSelector;
import io.weft.viz.metrics.ResourceType;
import io.weft.viz.metrics.RoutesQuery;
import io.weft.viz.metrics.ServiceStatQuery;
import io.weft.viz.metrics.ServiceStatRequest;
import io.weft.viz.metrics.ServicesQuery;
import io.weft.viz.metrics.StatQuery;
import io.weft.viz.metrics.StatRequest;
import io.weft.viz.metrics.StatSummaryJson;
import io.weft.viz.metrics.TimeWindow;
import io.weft.viz.services.KnownServices;
import io.weft.viz.split.Split;
import io.weft.viz.window.MetricSource;
import io.weft.viz.window.MetricsUnavailableException;
import io.weft.viz.window.Observation;
import io.weft.viz.workload.Workloads;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers what the metrics know, and what destination-service tells of the mesh.
 *
 * <p>Threading: any; waits for whoever has the metrics.
 */
public final class VizCalls extends ApiGrpc.ApiImplBase {
    private static final String USUAL_WINDOW = "1m";

    private final Latest<Workloads> workloads;
    private final Latest<KnownServices> services;
    private final Supplier<List<Split>> splits;
    private final MetricSource source;
    private final BooleanSupplier destinationAnswers;
    private final String clusterDomain;
    private final JsonMapper json;

    /** {@code destinationAnswers}: whether destination-service answered when it was asked last. */
    public VizCalls(
            Latest<Workloads> workloads,
            Latest<KnownServices> services,
            Supplier<List<Split>> splits,
            MetricSource source,
            BooleanSupplier destinationAnswers,
            String clusterDomain,
            JsonMapper json) {
        this.workloads = workloads;
        this.services = services;
        this.splits = splits;
        this.source = source;
        this.destinationAnswers = destinationAnswers;
        this.clusterDomain = clusterDomain;
        this.json = json;
    }

    @Override
    public void statSummary(StatSummaryRequest request, StreamObserver<StatSummaryResponse> reply) {
        reply(
                reply,
                () -> {
                    TimeWindow window = window(request.getTimeWindow());
                    List<StatRequest> asked = AskedTranslator.stat(request, window);
                    List<Observation> observed = observed(window);
                    StatSummaryResponse.Builder answer = StatSummaryResponse.newBuilder();
                    asked.forEach(each -> answer.mergeFrom(
                            written(StatQuery.answer(workloads.get(), observed, each), StatSummaryResponse.newBuilder())
                                    .build()));
                    AskedTranslator.services(request, window)
                            .ifPresent(each ->
                                    answer.mergeFrom(written(services(observed, each), StatSummaryResponse.newBuilder())
                                            .build()));
                    AskedTranslator.policies(request, window)
                            .map(each -> PolicyStatQuery.answer(workloads.get(), observed, each))
                            .ifPresent(each -> answer.mergeFrom(written(each, StatSummaryResponse.newBuilder())
                                    .build()));
                    return answer.build();
                },
                why -> StatSummaryResponse.newBuilder()
                        .setError(error(request.getSelector().getResource(), why))
                        .build());
    }

    private StatSummaryJson services(List<Observation> observed, ServiceStatRequest request) {
        return ServiceStatQuery.answer(
                workloads.get(),
                services.get(),
                CanaryQuery.answer(splits.get(), true, observed).splits(),
                observed,
                request);
    }

    @Override
    public void edges(EdgesRequest request, StreamObserver<EdgesResponse> reply) {
        reply(
                reply,
                () -> {
                    Resource asked = AskedTranslator.resource(request.getSelector());
                    EdgeRequest question =
                            new EdgeRequest(asked.getNamespace(), Optional.of(ResourceType.parse(asked.getType())));
                    return written(
                                    EdgeQuery.answer(workloads.get(), observed(window("")), question),
                                    EdgesResponse.newBuilder())
                            .build();
                },
                why -> EdgesResponse.newBuilder()
                        .setError(error(request.getSelector().getResource(), why))
                        .build());
    }

    @Override
    public void topRoutes(TopRoutesRequest request, StreamObserver<TopRoutesResponse> reply) {
        reply(
                reply,
                () -> {
                    TimeWindow window = window(request.getTimeWindow());
                    return written(
                                    RoutesQuery.answer(
                                            workloads.get(),
                                            observed(window),
                                            AskedTranslator.routes(request, window),
                                            clusterDomain),
                                    TopRoutesResponse.newBuilder())
                            .build();
                },
                why -> TopRoutesResponse.newBuilder()
                        .setError(error(request.getSelector().getResource(), why))
                        .build());
    }

    @Override
    public void authz(AuthzRequest request, StreamObserver<AuthzResponse> reply) {
        reply(
                reply,
                () -> {
                    TimeWindow window = window(request.getTimeWindow());
                    ResourceSelector subject = AskedTranslator.selector(request.getResource());
                    return written(
                                    AuthzQuery.answer(
                                            workloads.get(),
                                            observed(window),
                                            subject,
                                            LabelSelector.everything(),
                                            window),
                                    AuthzResponse.newBuilder())
                            .build();
                },
                why -> AuthzResponse.newBuilder()
                        .setError(error(request.getResource(), why))
                        .build());
    }

    @Override
    public void listPods(ListPodsRequest request, StreamObserver<ListPodsResponse> reply) {
        Resource asked = request.getSelector().getResource();
        list(
                reply,
                () -> written(
                                PodsQuery.answer(
                                        workloads.get(),
                                        asked.getNamespace(),
                                        AskedTranslator.owner(asked),
                                        ResourceSelector.labels(
                                                request.getSelector().getLabelSelector())),
                                ListPodsResponse.newBuilder())
                        .build());
    }

    @Override
    public void listServices(ListServicesRequest request, StreamObserver<ListServicesResponse> reply) {
        list(
                reply,
                () -> written(
                                ServicesQuery.answer(services.get(), request.getNamespace()),
                                ListServicesResponse.newBuilder())
                        .build());
    }

    @Override
    public void gateways(GatewaysRequest request, StreamObserver<GatewaysResponse> reply) {
        reply(
                reply,
                () -> {
                    TimeWindow window = window(request.getTimeWindow());
                    return written(
                                    GatewaysQuery.answer(
                                            services.get(),
                                            source.gateways(window.length()),
                                            request.getRemoteClusterName(),
                                            request.getGatewayNamespace()),
                                    GatewaysResponse.newBuilder())
                            .build();
                },
                why -> GatewaysResponse.newBuilder()
                        .setError(error(Resource.getDefaultInstance(), why))
                        .build());
    }

    @Override
    public void selfCheck(SelfCheckRequest request, StreamObserver<SelfCheckResponse> reply) {
        boolean well = destinationAnswers.getAsBoolean();
        reply.onNext(SelfCheckResponse.newBuilder()
                .addResults(CheckResult.newBuilder()
                        .setSubsystemName("destination")
                        .setCheckDescription("viz can talk to destination")
                        .setStatus(well ? CheckStatus.OK : CheckStatus.ERROR)
                        .setFriendlyMessageToUser(well ? "" : "destination does not answer"))
                .build());
        reply.onCompleted();
    }

    /** What is asked wrongly is an answer, too; while the metrics are away there is none. */
    private static <T> void reply(StreamObserver<T> reply, Supplier<T> answer, Function<String, T> refusal) {
        T found;
        try {
            found = answer.get();
        } catch (InvalidQueryException invalid) {
            found = refusal.apply(String.valueOf(invalid.getMessage()));
        } catch (MetricsUnavailableException away) {
            reply.onError(Status.UNAVAILABLE.withDescription(away.getMessage()).asRuntimeException());
            return;
        }
        reply.onNext(found);
        reply.onCompleted();
    }

    /** An answer that has no place for a refusal. */
    private static <T> void list(StreamObserver<T> reply, Supplier<T> answer) {
        try {
            reply.onNext(answer.get());
            reply.onCompleted();
        } catch (InvalidQueryException invalid) {
            reply.onError(Status.INVALID_ARGUMENT
                    .withDescription(invalid.getMessage())
                    .asRuntimeException());
        }
    }

    private static ResourceError error(Resource resource, String why) {
        return ResourceError.newBuilder().setResource(resource).setError(why).build();
    }

    /** Our answers are written in the API's JSON; what is ours beside it has no field. */
    private <B extends Message.Builder> B written(Object answer, B builder) {
        try {
            JsonFormat.parser().ignoringUnknownFields().merge(json.writeValueAsString(answer), builder);
            return builder;
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("an answer that is not written as the API's", e);
        }
    }

    private List<Observation> observed(TimeWindow window) {
        return source.observe(window.length());
    }

    private TimeWindow window(String text) {
        return TimeWindow.parse(text.isEmpty() ? USUAL_WINDOW : text, source.interval(), source.retention());
    }
}
