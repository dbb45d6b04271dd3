package io.weft.proxy.outbound.discover;

import io.weft.api.destination.AddrSet;
import io.weft.api.destination.Update;
import io.weft.api.destination.WeightedAddr;
import io.weft.api.destination.WeightedAddrSet;
import io.weft.core.Endpoint;
import io.weft.proxy.control.AddressTranslator;
import io.weft.proxy.control.Fold;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Additions and removals, folded into the set they leave. Pure but for warnings.
 *
 * @see "wire-behaviour, 1.5: Get (endpoint stream) semantics"
 */
final class EndpointSetTranslator implements Fold<Update, EndpointSet> {
    private final EndpointTranslator translator;

    EndpointSetTranslator(EndpointTranslator translator) {
        this.translator = translator;
    }

    @Override
    public Optional<EndpointSet> next(Optional<EndpointSet> held, boolean fresh, Update update) {
        return switch (update.getUpdateCase()) {
            case ADD -> add(fresh ? Map.of() : byAddress(held), update.getAdd());
            case REMOVE -> fresh ? Optional.empty() : remove(byAddress(held), update.getRemove());
            case NO_ENDPOINTS ->
                Optional.of(new EndpointSet(update.getNoEndpoints().getExists(), List.of()));
            case UPDATE_NOT_SET -> Optional.empty();
        };
    }

    /** An addition of nothing says nothing: it neither clears the set nor counts. */
    private Optional<EndpointSet> add(Map<InetSocketAddress, Endpoint> before, WeightedAddrSet added) {
        Map<InetSocketAddress, Endpoint> after = new LinkedHashMap<>(before);
        boolean any = false;
        for (WeightedAddr message : added.getAddrsList()) {
            Optional<Endpoint> endpoint = translator.endpoint(message, added.getMetricLabelsMap());
            endpoint.ifPresent(found -> after.put(found.address(), found));
            any |= endpoint.isPresent();
        }
        return any ? Optional.of(new EndpointSet(true, after.values())) : Optional.empty();
    }

    private static Optional<EndpointSet> remove(Map<InetSocketAddress, Endpoint> before, AddrSet removed) {
        if (removed.getAddrsCount() == 0) {
            return Optional.empty();
        }
        Map<InetSocketAddress, Endpoint> after = new LinkedHashMap<>(before);
        removed.getAddrsList()
                .forEach(message -> AddressTranslator.socket(message).ifPresent(after::remove));
        return Optional.of(new EndpointSet(true, after.values()));
    }

    private static Map<InetSocketAddress, Endpoint> byAddress(Optional<EndpointSet> held) {
        Map<InetSocketAddress, Endpoint> endpoints = new LinkedHashMap<>();
        held.ifPresent(set -> set.endpoints().forEach(endpoint -> endpoints.put(endpoint.address(), endpoint)));
        return endpoints;
    }
}
