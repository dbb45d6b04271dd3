package io.weft.proxy.app;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.weft.core.Ticker;
import io.weft.proxy.admin.AdminServer;
import io.weft.proxy.admin.AdminSettings;
import io.weft.proxy.admin.AdminSubject;
import io.weft.proxy.config.ControlPlane;
import io.weft.proxy.config.ProxyConfig;
import io.weft.proxy.control.ControlChannel;
import io.weft.proxy.control.ControlChannels;
import io.weft.proxy.control.ControlPart;
import io.weft.proxy.control.ControlSettings;
import io.weft.proxy.inbound.AdminPolicy;
import io.weft.proxy.inbound.InboundPipeline;
import io.weft.proxy.inbound.policy.DefaultServerPolicy;
import io.weft.proxy.inbound.policy.InboundPolicyClient;
import io.weft.proxy.inbound.policy.PolicyStore;
import io.weft.proxy.names.AddressFamily;
import io.weft.proxy.names.DnsLookup;
import io.weft.proxy.names.HostNames;
import io.weft.proxy.observe.Observers;
import io.weft.proxy.outbound.OutboundPipeline;
import io.weft.proxy.outbound.discover.DestinationDiscovery;
import io.weft.proxy.outbound.discover.RememberingDiscovery;
import io.weft.proxy.outbound.endpoint.EndpointConnector;
import io.weft.proxy.tap.Taps;
import io.weft.proxy.tap.serve.TapServer;
import io.weft.proxy.telemetry.BuildInfo;
import io.weft.proxy.telemetry.Labels;
import io.weft.proxy.telemetry.Meter;
import io.weft.proxy.telemetry.MetricRegistry;
import io.weft.proxy.telemetry.ProcessMetrics;
import io.weft.proxy.tls.MeshTls;
import io.weft.proxy.tls.OutsideTls;
import io.weft.proxy.tls.OwnIdentity;
import io.weft.proxy.trace.export.CollectorClient;
import io.weft.proxy.transport.OriginalDestination;
import io.weft.proxy.transport.SocketOriginalDestination;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.netty.resources.LoopResources;

/**
 * The proxy, wired: the only class that knows every package. One loop (or a few) carries traffic; the admin loop carries the
 * control plane, identity and the admin server; one thread does what blocks.
 */
final class ProxyApp {
    private static final Logger log = LoggerFactory.getLogger(ProxyApp.class);
    private static final Duration EVICTION_INTERVAL = Duration.ofSeconds(30);
    private static final Duration LAST_SPANS = Duration.ofSeconds(1);

    private final ProxyConfig config;
    private final LogSetup logging;
    private final Ticker ticker = Ticker.system();
    private final Clock clock = Clock.systemUTC();
    private final MetricRegistry registry;
    private final EventLoopGroup workers;
    // Not daemons: they keep the process alive after main returned.
    private final LoopResources adminLoops = LoopResources.create("admin", 1, false);
    private final EventLoop adminLoop;
    private final ExecutorService blocking =
            Executors.newSingleThreadExecutor(new DefaultThreadFactory("blocking", true));
    private final MeshTls tls;
    private final OwnIdentity identity;
    private final PolicyStore policies;
    private final InboundProfiles served;
    private final InboundPipeline inbound;
    private final OutboundPipeline outbound;
    private final Drain drain;
    private final Taps taps;
    private volatile @Nullable TapServer tapServer; // null while it is not asked for
    private final Optional<Tracing> tracing;

    ProxyApp(ProxyConfig config, LogSetup logging) {
        this.config = config;
        this.logging = logging;
        config.warnings().forEach(log::warn);
        registry = new MetricRegistry(ticker, config.telemetry().retainIdle());
        registry.computed(Meter.PROXY_LOG_LINES_DROPPED, Labels.EMPTY, logging.queue()::dropped);
        taps = new Taps(ticker);
        registry.computed(Meter.PROXY_TAP_EVENTS_DROPPED, Labels.EMPTY, taps::dropped);
        workers = new MultiThreadIoEventLoopGroup(
                config.cores().workers(Runtime.getRuntime().availableProcessors()),
                new DefaultThreadFactory("worker", false),
                EpollIoHandler.newFactory());
        adminLoop = adminLoops.onServer(true).next();
        drain = new Drain(config.shutdown().gracePeriod());
        tls = new MeshTls(config.identity().anchors(), config.inbound().detectTimeout());
        ControlChannels channels = controlChannels();
        identity = new OwnIdentity(
                config.identity(),
                config.outbound().connect().backoff(),
                tls,
                channels,
                blocking,
                clock,
                new CertificateMeter(registry, clock));
        tracing = config.tracing().map(wanted -> Tracing.of(wanted, channels, registry, clock, ticker));
        Observers observers = new Observers(taps, tracing.map(Tracing::tracer));
        HostNames names = new HostNames(
                adminLoop,
                new DnsLookup(
                        adminLoop, blocking, AddressFamily.of(config.inbound().ips())),
                registry,
                RandomGenerator.getDefault());
        Control control = Control.open(channels, names, config, registry);
        policies = policyStore(control);
        served = new InboundProfiles(control.discovery(), config.inbound().discoveryIdle(), ticker);
        OriginalDestination originalDestination = new SocketOriginalDestination();
        inbound = new InboundPipeline(
                Settings.inbound(config),
                originalDestination,
                tls,
                policies,
                Settings.connector(config.inbound().connect()),
                registry,
                observers,
                served,
                ticker,
                config.log().access().map(format -> new AccessLines(format, clock)));
        outbound = new OutboundPipeline(
                Settings.outbound(config),
                originalDestination,
                new RememberingDiscovery(control.discovery(), adminLoop),
                endpointConnector(),
                registry,
                observers,
                ticker);
    }

    /** The two conversations with the control plane; one channel where both services are one. */
    private record Control(DestinationDiscovery discovery, InboundPolicyClient policies) {
        static Control open(ControlChannels channels, HostNames names, ProxyConfig config, MetricRegistry registry) {
            ControlPlane destination = config.destination().service();
            ControlPlane policy = config.policy().service();
            ControlChannel toDestination = channels.open(ControlPart.DESTINATION, destination);
            ControlChannel toPolicy =
                    policy.equals(destination) ? toDestination : channels.open(ControlPart.POLICY, policy);
            registry.computed(Meter.CONTROL_SILENT, Labels.of("client", "destination"), toDestination::silentSeconds);
            registry.computed(Meter.CONTROL_SILENT, Labels.of("client", "policy"), toPolicy::silentSeconds);
            return new Control(
                    new DestinationDiscovery(toDestination, toPolicy, names, config),
                    new InboundPolicyClient(toPolicy, config.policy().workload()));
        }
    }

    private ControlChannels controlChannels() {
        return new ControlChannels(
                adminLoop,
                EpollSocketChannel::new,
                blocking,
                new HastyControlTls(tls, clock),
                ControlSettings.of(config),
                registry,
                RandomGenerator.getDefault());
    }

    private PolicyStore policyStore(Control control) {
        DefaultServerPolicy defaults =
                new DefaultServerPolicy(config.policy(), config.inbound().detectTimeout());
        Set<Integer> permanent = IntStream.concat(
                        config.policy().ports().stream(),
                        IntStream.of(config.admin().listen().getPort()))
                .boxed()
                .collect(Collectors.toSet());
        return new PolicyStore(
                control.policies()::watch,
                defaults::of,
                permanent,
                config.inbound().discoveryIdle(),
                ticker);
    }

    private EndpointConnector endpointConnector() {
        return new EndpointConnector(
                Settings.connector(config.outbound().connect()),
                tls,
                new OutsideTls(
                        config.outbound().tlsRoots(),
                        blocking,
                        config.outbound().connect().timeout()),
                config.outbound().connect().timeout(),
                Settings::isOwn,
                registry,
                ticker);
    }

    /**
     * Listens, asks to be certified, and serves once it is. Returns when everything is under way.
     *
     * @param end ends the process; called from a thread of its own when the admin port is told to
     */
    void start(Runnable end) {
        BuildInfo.register(registry);
        tls.describe(registry);
        ProcessMetrics.register(registry, clock);
        new AdminServer(
                        AdminSettings.of(
                                config.admin().listen(), config.shutdown().endpointEnabled()),
                        adminLoops,
                        registry,
                        new AdminSubject(
                                tls::certified, () -> new Thread(end, "shutdown").start(), logging, System.getenv()),
                        adminGate())
                .start();
        config.tap().ifPresent(this::serveTap);
        Listening listening = new Listening(workers, drain);
        config.outbound()
                .listen()
                .forEach(address -> listening.on(address, config.outbound().accept(), outbound::accept));
        listening.on(config.inbound().listen(), config.inbound().accept(), inbound::accept);
        adminLoop.scheduleAtFixedRate(
                policies::evictIdle, EVICTION_INTERVAL.toNanos(), EVICTION_INTERVAL.toNanos(), TimeUnit.NANOSECONDS);
        HeapKeeper heap = HeapKeeper.ofThisProcess();
        adminLoop.scheduleAtFixedRate(
                heap::look, HeapKeeper.INTERVAL.toNanos(), HeapKeeper.INTERVAL.toNanos(), TimeUnit.NANOSECONDS);
        adminLoop.scheduleAtFixedRate(
                heap::glance, HeapKeeper.GLANCES.toNanos(), HeapKeeper.GLANCES.toNanos(), TimeUnit.NANOSECONDS);
        adminLoop.scheduleAtFixedRate(
                served::tidy,
                InboundProfiles.INTERVAL.toNanos(),
                InboundProfiles.INTERVAL.toNanos(),
                TimeUnit.NANOSECONDS);
        identity.start(() -> {
            listening.open();
            tracing.map(Tracing::collector).ifPresent(CollectorClient::start);
        });
        log.info(
                "listening on {} (inbound) and {} (outbound), waiting to be certified as {}",
                config.inbound().listen(),
                config.outbound().listen(),
                config.identity().localName());
    }

    private AdminDoor adminGate() {
        PolicyStore.Lease held =
                policies.lease(config.admin().listen().getPort()).orElseThrow();
        return new AdminDoor(
                tls, config.identity().localName().name(), new AdminPolicy(held.policy(), registry, ticker));
    }

    private void serveTap(ProxyConfig.Tap tap) {
        tapServer = TapServer.start(
                tap.listen(), tap.client(), adminLoop, tls, config.identity().localName(), taps);
    }

    /** Finishes what is running, up to the grace period, and sends the spans of it. */
    void drain() {
        drain.run();
        tracing.ifPresent(traces -> traces.flush(LAST_SPANS));
        identity.stop();
        TapServer running = tapServer;
        if (running != null) {
            running.stop();
        }
    }
}
