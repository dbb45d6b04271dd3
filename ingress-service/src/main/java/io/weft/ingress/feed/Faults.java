package io.weft.ingress.feed;

import io.weft.ingress.rules.Fault;
import io.weft.service.cluster.Notice;
import io.weft.service.cluster.Notice.Subject;
import io.weft.service.cluster.Notice.Urgency;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Tells of each fault once, by an Event, and again if it went and came back. By one thread only. */
final class Faults {
    private final Consumer<Notice> events;
    private Set<Fault> told = Set.of();

    Faults(Consumer<Notice> events) {
        this.events = events;
    }

    void are(List<Fault> now) {
        now.stream().filter(fault -> !told.contains(fault)).map(Faults::notice).forEach(events);
        told = new HashSet<>(now);
    }

    private static Notice notice(Fault fault) {
        Subject about = new Subject(
                "networking.k8s.io/v1",
                "Ingress",
                fault.ingress().namespace(),
                fault.ingress().name(),
                fault.ingress().uid());
        return new Notice(about, Urgency.WARNING, "IngressNotFollowed", fault.message());
    }
}
