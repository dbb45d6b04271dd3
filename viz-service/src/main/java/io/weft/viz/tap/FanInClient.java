package io.weft.viz.tap;

import io.weft.api.tap.TapEvent;
import io.weft.core.Latest;
import io.weft.core.Ticker;
import io.weft.viz.services.KnownServices;
import io.weft.viz.workload.Workload;
import io.weft.viz.workload.WorkloadKey;
import io.weft.viz.workload.Workloads;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Looks at the traffic of all of a target's workloads: those that are there and those that come, until closed.
 *
 * <p>Threading: safe from any thread; what is written of each event is handed on as it comes.
 */
final class FanInClient implements AutoCloseable {
    private final TapQuestion question;
    private final Latest<Workloads> workloads;
    private final Latest<KnownServices> services;
    private final ScheduledExecutorService timer;
    private final Ticker ticker;
    private final EventTranslator events;
    private final TapForm form;
    private final Consumer<byte[]> sink;
    private final Map<WorkloadKey, Followed> followed = new HashMap<>(); // guarded by this
    private volatile int sidecars = 1;
    private boolean closed; // guarded by this
    private List<Latest.Subscription> subscriptions = List.of(); // guarded by this

    private record Followed(InetSocketAddress address, String identity, SidecarTapClient client) {
        boolean isOf(Workload workload) {
            return workload.tap().filter(address::equals).isPresent() && identity.equals(workload.identity());
        }
    }

    /** Asks nobody yet. The timer stays the caller's. {@code sink} must not block. */
    FanInClient(
            TapQuestion question,
            Latest<Workloads> workloads,
            Latest<KnownServices> services,
            ScheduledExecutorService timer,
            Ticker ticker,
            EventTranslator events,
            TapForm form,
            Consumer<byte[]> sink) {
        this.question = question;
        this.workloads = workloads;
        this.services = services;
        this.timer = timer;
        this.ticker = ticker;
        this.events = events;
        this.form = form;
        this.sink = sink;
    }

    synchronized void open() {
        subscriptions = List.of(workloads.subscribe(timer, _ -> follow()), services.subscribe(timer, _ -> follow()));
    }

    private synchronized void follow() {
        if (closed) {
            return;
        }
        Map<WorkloadKey, Workload> wanted = question.target().tapped(workloads.get(), services.get()).stream()
                .collect(Collectors.toMap(Workload::key, Function.identity()));
        sidecars = wanted.size();
        followed.entrySet().removeIf(entry -> {
            Workload workload = wanted.get(entry.getKey());
            boolean gone = workload == null || !entry.getValue().isOf(workload);
            if (gone) {
                entry.getValue().client().close();
            }
            return gone;
        });
        wanted.forEach((key, workload) -> followed.computeIfAbsent(key, _ -> look(workload)));
    }

    private Followed look(Workload workload) {
        InetSocketAddress address = workload.tap().orElseThrow();
        SidecarTapClient client = new SidecarTapClient(
                address, workload.identity(), question, () -> question.share(sidecars), timer, ticker, this::hand);
        client.open();
        return new Followed(address, workload.identity(), client);
    }

    private void hand(TapEvent event) {
        io.weft.api.viztap.TapEvent told;
        synchronized (events) {
            told = events.translate(event);
        }
        sink.accept(
                switch (form) {
                    case FRAMES -> FrameTranslator.event(told);
                    case LINES -> LineTranslator.event(told);
                });
    }

    @Override
    public synchronized void close() {
        closed = true;
        subscriptions.forEach(Latest.Subscription::cancel);
        followed.values().forEach(each -> each.client().close());
        followed.clear();
    }
}
