package io.weft.viz.aggregated;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The front proxy as the API server describes it now: its authority is renewed without a word to us. What cannot be read leaves
 * what was read last.
 *
 * <p>Threading: {@link #run} on one thread at a time, the rest from any.
 */
public final class FrontProxies implements Runnable {
    /** Where it is described. */
    public static final String NAMESPACE = "kube-system";

    public static final String CONFIG_MAP = "extension-apiserver-authentication";

    private static final Logger LOG = LoggerFactory.getLogger(FrontProxies.class);
    private static final int SECONDS = 10;

    private final Supplier<Map<String, String>> description;
    private volatile Optional<FrontProxy> current = Optional.empty();
    private boolean told;

    /** {@code description}: the data of the ConfigMap; may block, and fail. */
    FrontProxies(Supplier<Map<String, String>> description) {
        this.description = description;
    }

    /** Reads at once and every ten seconds, until the timer is shut down. */
    public static FrontProxies following(Supplier<Map<String, String>> description, ScheduledExecutorService timer) {
        FrontProxies proxies = new FrontProxies(description);
        var _ = timer.scheduleWithFixedDelay(proxies, 0, SECONDS, TimeUnit.SECONDS);
        return proxies;
    }

    /** Empty before it was read. */
    public Optional<FrontProxy> current() {
        return current;
    }

    @Override
    public void run() {
        try {
            FrontProxy read = FrontProxy.read(description.get());
            if (!current.filter(read::equals).isPresent()) {
                LOG.info(
                        "the API server's front proxy: {} authorities, names {}",
                        read.authorities().size(),
                        read.names());
            }
            current = Optional.of(read);
            told = false;
        } catch (RuntimeException e) {
            if (!told) {
                told = true;
                LOG.warn(
                        "ConfigMap {}/{} does not say who the API server's front proxy is ({}); {}",
                        NAMESPACE,
                        CONFIG_MAP,
                        e.toString(),
                        current.isPresent() ? "what it said last stays" : "nobody is answered");
            }
        }
    }
}
