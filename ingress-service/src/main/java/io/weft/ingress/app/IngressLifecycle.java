package io.weft.ingress.app;

import io.weft.ingress.edge.Edge;
import io.weft.ingress.feed.RuleFeed;
import io.weft.ingress.status.StatusDuty;
import io.weft.service.cluster.LeaderLease;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.springframework.context.SmartLifecycle;

/**
 * Starts the parts, and ends them in order: others lead, requests are taken until clients have learnt that we go, those on their
 * way are waited for, and only then rules are forgotten. Everything else of the service ends after that.
 */
final class IngressLifecycle implements SmartLifecycle {
    private final Edge edge;
    private final RuleFeed feed;
    private final StatusDuty statuses;
    private final LeaderLease lease;
    private final IngressProperties settings;
    private volatile boolean running;

    IngressLifecycle(Edge edge, RuleFeed feed, StatusDuty statuses, LeaderLease lease, IngressProperties settings) {
        this.edge = edge;
        this.feed = feed;
        this.statuses = statuses;
        this.lease = lease;
        this.settings = settings;
    }

    @Override
    public void start() {
        edge.open();
        feed.start();
        lease.start();
        statuses.start();
        running = true;
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    @Override
    public void stop(Runnable ended) {
        statuses.close();
        lease.close();
        Executor afterwards =
                CompletableFuture.delayedExecutor(settings.lameDuck().toMillis(), TimeUnit.MILLISECONDS);
        afterwards.execute(() -> {
            edge.close(settings.drain());
            feed.close();
            running = false;
            ended.run();
        });
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
