package io.weft.proxy.control;

import io.weft.core.Authority;
import io.weft.proxy.telemetry.Labels;
import io.weft.proxy.telemetry.Meter;
import io.weft.proxy.telemetry.MetricRegistry;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Counts lookups by what came of them. */
record MeteredLookup(HostLookup hosts, MetricRegistry registry, ControlPart part) implements HostLookup {
    @Override
    public List<InetSocketAddress> lookup(Authority name) throws UnknownHostException {
        try {
            List<InetSocketAddress> found = hosts.lookup(name);
            count("ok");
            return found;
        } catch (UnknownHostException unknown) {
            count("not_found");
            throw unknown;
        }
    }

    private void count(String result) {
        registry.counter(
                        Meter.CONTROL_DNS_RESOLUTIONS,
                        Labels.of("client", part.label(), "record_type", "A/AAAA", "result", result))
                .increment();
    }
}
