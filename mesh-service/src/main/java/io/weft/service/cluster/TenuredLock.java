package io.weft.service.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaderElectionRecord;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.Lock;
import java.net.HttpURLConnection;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lock that tells a {@link Tenure} what becomes of it, and shows others' leases as old as we have seen them. Whatever goes wrong
 * is a {@link KubernetesClientException}, which an elector survives; it would wait for ever after any other.
 */
final class TenuredLock implements Lock {
    private static final Logger log = LoggerFactory.getLogger(TenuredLock.class);

    private final Lock lock;
    private final Tenure tenure;
    private final Sightings sightings;
    private volatile boolean troubled; // since it last went well

    TenuredLock(Lock lock, Tenure tenure, Sightings sightings) {
        this.lock = lock;
        this.tenure = tenure;
        this.sightings = sightings;
    }

    @Override
    public @Nullable LeaderElectionRecord get(KubernetesClient client) {
        LeaderElectionRecord found = guarded(() -> lock.get(client));
        if (found == null || !isOurs(found)) {
            tenure.end();
        }
        return found == null ? null : sightings.dated(found);
    }

    @Override
    public void create(KubernetesClient client, LeaderElectionRecord first) {
        long asked = tenure.now();
        guarded(() -> {
            lock.create(client, first);
            return first;
        });
        tenure.begin(asked);
    }

    @Override
    public void update(KubernetesClient client, LeaderElectionRecord next) {
        boolean given = !isOurs(next);
        if (given) {
            tenure.end();
        }
        long asked = tenure.now();
        guarded(() -> {
            lock.update(client, given ? next.toBuilder().holderIdentity("").build() : next);
            return next;
        });
        if (!given) {
            tenure.begin(asked);
        }
    }

    private boolean isOurs(LeaderElectionRecord one) {
        return identity().equals(one.getHolderIdentity());
    }

    private @Nullable LeaderElectionRecord guarded(Supplier<@Nullable LeaderElectionRecord> call) {
        try {
            LeaderElectionRecord answer = call.get();
            troubled = false;
            return answer;
        } catch (KubernetesClientException refused) {
            throw told(refused);
        } catch (RuntimeException surprise) {
            throw told(new KubernetesClientException("the lease cannot be used: " + surprise, surprise));
        }
    }

    /** Once for each trouble: a lease is asked for every few seconds, and the elector would say it every time. */
    private KubernetesClientException told(KubernetesClientException trouble) {
        if (!troubled && trouble.getCode() != HttpURLConnection.HTTP_CONFLICT) {
            troubled = true;
            log.warn("{}: {}; it is tried again", lock.describe(), trouble.getMessage());
        }
        return trouble;
    }

    @Override
    public String identity() {
        return lock.identity();
    }

    @Override
    public String describe() {
        return lock.describe();
    }
}
