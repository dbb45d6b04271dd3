package io.weft.proxy.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannelBuilder;
import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.services.MetricRecorder;
import io.grpc.testing.integration.AbstractInteropTest;
import io.grpc.testing.integration.TestCases;
import io.grpc.testing.integration.TestServiceClient;
import io.grpc.testing.integration.TestServiceImpl;
import io.grpc.xds.orca.OrcaMetricReportingServerInterceptor;
import io.grpc.xds.orca.OrcaServiceImpl;
import io.weft.core.policy.ServerProtocol;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** gRPC's own interoperability cases, its own client and server, and two proxies between them. */
class GrpcInteropTest {
    /** Those that run. */
    static final Set<TestCases> RUN = EnumSet.of(
            TestCases.EMPTY_UNARY,
            TestCases.LARGE_UNARY,
            TestCases.CLIENT_COMPRESSED_UNARY_NOPROBE,
            TestCases.SERVER_COMPRESSED_UNARY,
            TestCases.CLIENT_STREAMING,
            TestCases.CLIENT_COMPRESSED_STREAMING_NOPROBE,
            TestCases.SERVER_STREAMING,
            TestCases.SERVER_COMPRESSED_STREAMING,
            TestCases.PING_PONG,
            TestCases.EMPTY_STREAM,
            TestCases.CUSTOM_METADATA,
            TestCases.STATUS_CODE_AND_MESSAGE,
            TestCases.SPECIAL_STATUS_MESSAGE,
            TestCases.UNIMPLEMENTED_METHOD,
            TestCases.UNIMPLEMENTED_SERVICE,
            TestCases.CANCEL_AFTER_BEGIN,
            TestCases.CANCEL_AFTER_FIRST_RESPONSE,
            TestCases.TIMEOUT_ON_SLEEPING_SERVER,
            TestCases.VERY_LARGE_REQUEST,
            TestCases.PICK_FIRST_UNARY,
            TestCases.RPC_SOAK,
            TestCases.CHANNEL_SOAK,
            TestCases.ORCA_PER_RPC,
            TestCases.ORCA_OOB);

    /** Those that do not, and why. */
    private static final Map<TestCases, String> EXCUSED = Map.of(
            TestCases.COMPUTE_ENGINE_CREDS, "credentials of a cloud",
            TestCases.COMPUTE_ENGINE_CHANNEL_CREDENTIALS, "credentials of a cloud",
            TestCases.SERVICE_ACCOUNT_CREDS, "credentials of a cloud",
            TestCases.JWT_TOKEN_CREDS, "credentials of a cloud",
            TestCases.OAUTH2_AUTH_TOKEN, "credentials of a cloud",
            TestCases.PER_RPC_CREDS, "credentials of a cloud",
            TestCases.GOOGLE_DEFAULT_CREDENTIALS, "credentials of a cloud",
            TestCases.CACHEABLE_UNARY, "the library's server does not have the method",
            TestCases.CLIENT_COMPRESSED_UNARY, "the library's server does not mind what is not compressed",
            TestCases.CLIENT_COMPRESSED_STREAMING, "the library's server does not mind what is not compressed");

    /** Tests of the library that look into a server of their own process, and skip themselves where there is none. */
    private static final Set<String> OF_THEIR_OWN_SERVER = Set.of("sendsTimeoutHeader", "censusContextsPropagated");

    private static final String LOAD_REPORTS =
            "--service_config_json={\"loadBalancingConfig\":[{\"test_backend_metrics_load_balancer\":{}}]}";

    /** A soak says how long; the proxies' part in it is the same after a hundred rounds. */
    private static final List<String> SHORT_SOAK = List.of(
            "--soak_iterations=100",
            "--soak_per_iteration_max_acceptable_latency_ms=20000",
            "--soak_overall_timeout_seconds=120");

    private static final Map<TestCases, List<String>> ARGUMENTS = new EnumMap<>(Map.of(
            TestCases.RPC_SOAK,
            SHORT_SOAK,
            TestCases.CHANNEL_SOAK,
            SHORT_SOAK,
            TestCases.ORCA_PER_RPC,
            List.of(LOAD_REPORTS),
            TestCases.ORCA_OOB,
            List.of(LOAD_REPORTS)));

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Server app = serve(timer);
    private final TwoProxies proxies = new TwoProxies(app.getPort(), new ServerProtocol.Detect(Duration.ofSeconds(5)));

    GrpcInteropTest() throws Exception {}

    private static Server serve(ScheduledExecutorService timer) throws Exception {
        MetricRecorder load = MetricRecorder.newInstance();
        return NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .maxInboundMessageSize(AbstractInteropTest.MAX_MESSAGE_SIZE)
                .addService(
                        ServerInterceptors.intercept(new TestServiceImpl(timer, load), TestServiceImpl.interceptors()))
                .addService(OrcaServiceImpl.createService(timer, load, 1, TimeUnit.SECONDS))
                .intercept(OrcaMetricReportingServerInterceptor.create(load))
                .build()
                .start();
    }

    @AfterEach
    void stop() throws Exception {
        proxies.close();
        app.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
        timer.shutdownNow();
    }

    @Test
    void everyCaseIsRunOrExcusedByName() {
        assertThat(Stream.concat(RUN.stream(), EXCUSED.keySet().stream()))
                .containsExactlyInAnyOrder(TestCases.values());
    }

    @ParameterizedTest
    @FieldSource("RUN")
    void aCaseOfTheClientEndsWell(TestCases one) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(
                "--server_host=127.0.0.1",
                "--server_port=" + proxies.clientPort(),
                "--use_tls=false",
                "--test_case=" + one.name().toLowerCase(java.util.Locale.ROOT)));
        arguments.addAll(ARGUMENTS.getOrDefault(one, List.of()));
        TestServiceClient.main(arguments.toArray(String[]::new)); // throws what fails
    }

    /** What the library tries beyond the cases with a name, flow control and deadlines among it. */
    @ParameterizedTest
    @MethodSource("more")
    void aTestOfTheLibraryPasses(Method test) throws Throwable {
        Through through = new Through(proxies.clientPort());
        through.setUp();
        try {
            test.invoke(through);
        } catch (InvocationTargetException failed) {
            throw failed.getCause();
        } finally {
            through.tearDown();
        }
    }

    static Stream<Method> more() {
        return Arrays.stream(AbstractInteropTest.class.getMethods())
                .filter(method -> method.isAnnotationPresent(org.junit.Test.class))
                .filter(method -> !OF_THEIR_OWN_SERVER.contains(method.getName()));
    }

    private static final class Through extends AbstractInteropTest {
        private final int port;

        Through(int port) {
            this.port = port;
        }

        @Override
        protected ManagedChannelBuilder<?> createChannelBuilder() {
            return NettyChannelBuilder.forAddress("127.0.0.1", port)
                    .maxInboundMessageSize(MAX_MESSAGE_SIZE)
                    .usePlaintext();
        }

        @Override
        protected boolean metricsExpected() {
            return false;
        }
    }
}
