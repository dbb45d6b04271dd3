package io.weft.ingress.feed;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClass;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.weft.ingress.certificates.HostCertificates;
import io.weft.ingress.rules.Fault;
import io.weft.ingress.rules.IngressChoice;
import io.weft.ingress.rules.IngressReading;
import io.weft.ingress.rules.IngressReading.Certified;
import io.weft.ingress.rules.Targets;
import io.weft.service.cluster.Notice;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads rules, Services and certificates whenever one of them changes, and hands them over. What the API server does not say for
 * a while stays as it was.
 *
 * <p>Threading: started and closed by one thread; {@link #loaded} from any.
 */
public final class RuleFeed implements AutoCloseable {
    private final KubernetesClient client;
    private final HostCertificates certificates;
    private final Consumer<Heard> listener;
    private final Faults faults;
    private final SecretWatches secrets;
    private final Soon reading = new Soon("ingress-rules", this::read);
    private volatile @Nullable Kinds kinds;
    private volatile boolean loaded;

    private record Kinds(Watched<Ingress> ingresses, Watched<IngressClass> classes, Watched<Service> services) {
        boolean synced() {
            return ingresses.synced() && classes.synced() && services.synced();
        }

        void close() {
            ingresses.close();
            classes.close();
            services.close();
        }
    }

    /**
     * Not started yet.
     *
     * @param listener told by the feed's thread
     * @param events what is to be told of Ingresses that cannot be followed
     */
    public RuleFeed(
            KubernetesClient client, HostCertificates certificates, Consumer<Heard> listener, Consumer<Notice> events) {
        this.client = client;
        this.certificates = certificates;
        this.listener = listener;
        this.faults = new Faults(events);
        this.secrets = new SecretWatches(client, reading::wake);
    }

    /** Begins to listen. Once. */
    public void start() {
        kinds = new Kinds(
                new Watched<>(client.network().v1().ingresses().inAnyNamespace(), reading::wake),
                new Watched<>(client.network().v1().ingressClasses(), reading::wake),
                new Watched<>(client.services().inAnyNamespace(), reading::wake));
        reading.start();
    }

    /** Whether everything there is has been handed over once. */
    public boolean loaded() {
        return loaded;
    }

    private void read() {
        @Nullable Kinds now = kinds;
        if (now == null || !now.synced()) {
            reading.wake();
            return;
        }
        List<Ingress> ours = IngressChoice.of(now.classes().list())
                .oldestFirst(now.ingresses().list());
        IngressReading.Result result = IngressReading.read(ours);
        secrets.follow(
                result.certificates().values().stream().map(Certified::secret).collect(Collectors.toSet()));
        if (!secrets.synced()) {
            reading.wake(); // a certificate that is not known yet is not one that is missing
            return;
        }
        List<Fault> wrong = new ArrayList<>(result.faults());
        wrong.addAll(certificates.replace(result.certificates(), secrets::find));
        List<Service> services = now.services().list();
        listener.accept(new Heard(result.routes(), Targets.of(services), ours, services));
        faults.are(wrong);
        loaded = true;
    }

    @Override
    public void close() {
        reading.close();
        @Nullable Kinds now = kinds;
        if (now != null) {
            now.close();
        }
        secrets.close();
    }
}
