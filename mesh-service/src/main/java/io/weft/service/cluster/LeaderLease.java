package io.weft.service.cluster;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfigBuilder;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElector;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import io.weft.core.Ticker;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes one replica of several the leader, by a Lease. Who loses it asks for it again, for ever.
 *
 * <p>Threading: safe from any thread; asks on threads of its own.
 *
 * @see "control-plane, 11; design: fabric8's LeaderElector, wrapped once"
 */
public final class LeaderLease implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LeaderLease.class);

    private final KubernetesClient client;
    private final Name name;
    private final String holder;
    private final LeaseTerms terms;
    private final Tenure tenure;
    private final Runnable whenLeading;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    /**
     * Which lease.
     *
     * @param deployment of the same namespace, with which the lease goes
     */
    public record Name(String namespace, String lease, String deployment) {}

    /**
     * Not started yet.
     *
     * @param holder what this replica is called, as nobody else
     * @param whenLeading told each time this replica becomes the leader; returns at once
     */
    public LeaderLease(KubernetesClient client, Name name, String holder, LeaseTerms terms, Runnable whenLeading) {
        this.client = Questions.impatient(client, terms.renewDeadline().dividedBy(2));
        this.name = name;
        this.holder = holder;
        this.terms = terms;
        this.whenLeading = whenLeading;
        this.tenure = new Tenure(Ticker.system(), terms.renewDeadline(), this::begun);
        this.thread = Thread.ofVirtual().name("lease-" + name.lease()).unstarted(this::run);
    }

    /** Begins to ask. Once. */
    public void start() {
        thread.start();
    }

    /** Whether this replica leads now. Cheap: asked before every write. */
    public boolean leads() {
        return tenure.leads();
    }

    /** What the lease is called. */
    public String name() {
        return name.lease();
    }

    private void run() {
        try {
            do {
                elect();
            } while (!closing.await(terms.retry().toNanos(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException closed) {
            log.debug("{} is not asked for any more", name.lease());
        }
    }

    /**
     * Asks until we lead, and leads until that is over. Ends when nobody is under way any more: a cancelled elector gives the lease
     * back on whatever thread it is on just then.
     */
    private void elect() throws InterruptedException {
        try (ExecutorService askers = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("lease-" + name.lease()).factory())) {
            lead(elector(askers).start());
        }
    }

    private void lead(CompletableFuture<?> election) throws InterruptedException {
        try {
            election.get();
        } catch (ExecutionException surprise) {
            log.warn("The lease {} is asked for anew", name.lease(), surprise.getCause());
        } finally {
            tenure.end();
            election.cancel(true); // gives the lease back if we hold it
        }
    }

    private LeaderElector elector(Executor askers) {
        return new LeaderElector(
                client,
                new LeaderElectionConfigBuilder()
                        .withName(name.lease())
                        .withLock(new TenuredLock(
                                new LeaseLock(metadata(), holder),
                                tenure,
                                new Sightings(Ticker.system(), Clock.systemUTC())))
                        .withLeaseDuration(terms.lease())
                        .withRenewDeadline(terms.renewDeadline())
                        .withRetryPeriod(terms.retry())
                        .withReleaseOnCancel(true)
                        .withLeaderCallbacks(new LeaderCallbacks(() -> {}, this::ended, leader -> {}))
                        .build(),
                askers);
    }

    private void begun() {
        log.info("This replica leads: it holds {}", name.lease());
        whenLeading.run();
    }

    private void ended() {
        tenure.end();
        log.info("This replica does not lead any more: it has let go of {}", name.lease());
    }

    private ObjectMeta metadata() {
        ObjectMetaBuilder metadata =
                new ObjectMetaBuilder().withNamespace(name.namespace()).withName(name.lease());
        Deployment owner = owner();
        return owner == null
                ? metadata.build()
                : metadata.addNewOwnerReference()
                        .withApiVersion(owner.getApiVersion())
                        .withKind(owner.getKind())
                        .withName(owner.getMetadata().getName())
                        .withUid(owner.getMetadata().getUid())
                        .endOwnerReference()
                        .build();
    }

    private @Nullable Deployment owner() {
        try {
            return client.apps()
                    .deployments()
                    .inNamespace(name.namespace())
                    .withName(name.deployment())
                    .get();
        } catch (KubernetesClientException unknown) {
            log.debug("the lease {} belongs to nobody", name.lease(), unknown);
            return null;
        }
    }

    /** Lets the next one lead, at once. Idempotent. */
    @Override
    public void close() {
        tenure.end();
        closing.countDown();
        thread.interrupt();
        try {
            thread.join(terms.renewDeadline());
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
