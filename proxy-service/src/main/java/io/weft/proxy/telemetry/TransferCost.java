package io.weft.proxy.telemetry;

import java.util.Locale;

/**
 * Counts the bytes of one connection to a replica by whether it is in our zone, for bytes between zones are paid for. The
 * application's bytes: behind TLS.
 *
 * @see "metrics, 6: outbound_tcp_transfer_cost_bytes_total"
 */
public final class TransferCost {
    private final Counter sent;
    private final Counter received;

    /** {@code locality}: {@code local} or {@code remote}, in whatever case; anything else: not known. */
    public TransferCost(MetricRegistry registry, String locality) {
        this.sent = registry.counter(Meter.OUTBOUND_TCP_TRANSFER_COST, labels("Send", locality));
        this.received = registry.counter(Meter.OUTBOUND_TCP_TRANSFER_COST, labels("Recv", locality));
    }

    private static Labels labels(String op, String locality) {
        String zone = switch (locality.toLowerCase(Locale.ROOT)) {
            case "local" -> "Local";
            case "remote" -> "Remote";
            default -> "Unknown";
        };
        return Labels.of("op", op, "zone_locality", zone);
    }

    void sent(int bytes) {
        sent.add(bytes);
    }

    void received(int bytes) {
        received.add(bytes);
    }
}
