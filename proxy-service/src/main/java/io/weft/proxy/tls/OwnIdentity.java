package io.weft.proxy.tls;

import io.netty.channel.EventLoop;
import io.weft.core.Latest;
import io.weft.proxy.config.Backoff;
import io.weft.proxy.config.ProxyConfig;
import io.weft.proxy.control.ControlChannels;
import io.weft.proxy.identity.CertificateStore;
import io.weft.proxy.identity.IdentityClient;
import io.weft.proxy.identity.IdentityListener;
import io.weft.proxy.identity.Rotation;
import io.weft.proxy.identity.TrustBundle;
import io.weft.proxy.identity.TrustBundleClient;
import io.weft.proxy.identity.WorkloadKey;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * This workload's identity while it runs: certified and renewed, with the trust anchors of now; TLS is told of every change.
 *
 * <p>Threading: {@link #start} and {@link #stop} from any thread; the rest on the channels' event loop, but for making TLS
 * contexts, which takes long enough to be done where blocking is allowed.
 */
public final class OwnIdentity {
    private final EventLoop loop;
    private final Executor blocking;
    private final MeshTls tls;
    private final Latest<TrustBundle> trust;
    private final CertificateStore certificates = new CertificateStore();
    private final IdentityListener listener;
    private final Rotation rotation;
    private final TrustBundleClient bundles;

    /**
     * Reads the key, or makes one; asks nothing yet.
     *
     * @param tls trusts what the environment says
     * @param blocking reads the token file and makes TLS contexts, one thing at a time
     */
    public OwnIdentity(
            ProxyConfig.Identity config,
            Backoff backoff,
            MeshTls tls,
            ControlChannels channels,
            Executor blocking,
            InstantSource clock,
            IdentityListener listener) {
        this.loop = channels.loop();
        this.blocking = blocking;
        this.tls = tls;
        this.trust = new Latest<>(TrustBundle.ofEnvironment(config.anchors()));
        this.listener = listener;
        WorkloadKey key = WorkloadKey.open(config.directory(), config.localName());
        IdentityClient client = new IdentityClient(config, key, channels, blocking, clock, trust);
        this.rotation = new Rotation(config, client, certificates, loop, clock, trust, listener);
        this.bundles = new TrustBundleClient(config, channels, backoff, RandomGenerator.getDefault(), trust);
    }

    /** Has the workload certified. {@code certified} runs on the loop with every certificate, when TLS has it. */
    public void start(Runnable certified) {
        var _ = trust.subscribe(blocking, this::trust); // before whoever asks because of it
        var _ = certificates
                .latest()
                .subscribe(
                        blocking,
                        current -> current.ifPresent(credentials -> {
                            tls.use(credentials);
                            loop.execute(certified); // first of all: somebody waits to be served
                            bundles.start();
                        }));
        rotation.start();
    }

    /** The certificate and the anchors in force stay. */
    public void stop() {
        rotation.stop();
        bundles.stop();
    }

    private void trust(TrustBundle bundle) {
        tls.trust(bundle.anchors());
        listener.trusts(bundle);
    }
}
