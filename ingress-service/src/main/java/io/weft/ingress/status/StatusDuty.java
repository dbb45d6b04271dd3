package io.weft.ingress.status;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.weft.core.Ticker;
import io.weft.ingress.feed.Heard;
import io.weft.ingress.feed.Soon;
import io.weft.ingress.status.Addresses.Address;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps statuses as they should be, while this replica leads: each Ingress is written when it says something else, and at most
 * once in ten seconds, whoever else writes there.
 *
 * <p>Threading: {@link #hear} and {@link #wake} from any thread.
 */
public final class StatusDuty implements AutoCloseable {
    private static final long REST_NANOS = 10_000_000_000L;

    private final String namespace;
    private final String service;
    private final BooleanSupplier leads;
    private final BiConsumer<Ingress, List<Address>> writer;
    private final Ticker ticker;
    private final Soon writing = new Soon("ingress-status", this::look);
    private final Map<String, Long> written = new HashMap<>(); // by the duty's thread only
    private volatile @Nullable Heard heard;

    StatusDuty(
            String namespace,
            String service,
            BooleanSupplier leads,
            BiConsumer<Ingress, List<Address>> writer,
            Ticker ticker) {
        this.namespace = namespace;
        this.service = service;
        this.leads = leads;
        this.writer = writer;
        this.ticker = ticker;
    }

    /**
     * Of that Service's addresses. Not started yet.
     *
     * @param leads asked before every write
     */
    public StatusDuty(String namespace, String service, BooleanSupplier leads, StatusWriter writer) {
        this(namespace, service, leads, writer::write, Ticker.system());
    }

    /** Begins. Once. */
    public void start() {
        writing.start();
    }

    /** That is how things are now. */
    public void hear(Heard now) {
        heard = now;
        wake();
    }

    /** There may be something to write. */
    public void wake() {
        writing.wake();
    }

    void look() {
        @Nullable Heard now = heard;
        if (now == null || !leads.getAsBoolean()) {
            return;
        }
        List<Address> wanted = wanted(now);
        if (!wanted.isEmpty()) {
            now.ingresses().stream()
                    .filter(ingress -> !StatusWriter.said(ingress).equals(wanted))
                    .filter(this::isRested)
                    .filter(ingress -> leads.getAsBoolean())
                    .forEach(ingress -> writer.accept(ingress, wanted));
        }
    }

    private List<Address> wanted(Heard now) {
        Optional<Service> ours = now.services().stream()
                .filter(each -> each.getMetadata().getNamespace().equals(namespace)
                        && each.getMetadata().getName().equals(service))
                .findFirst();
        return ours.map(Addresses::of).orElse(List.of());
    }

    private boolean isRested(Ingress ingress) {
        String which = ingress.getMetadata().getNamespace() + "/"
                + ingress.getMetadata().getName();
        long now = ticker.nanoTime();
        written.values().removeIf(then -> now - then >= REST_NANOS);
        return written.putIfAbsent(which, now) == null;
    }

    @Override
    public void close() {
        writing.close();
    }
}
