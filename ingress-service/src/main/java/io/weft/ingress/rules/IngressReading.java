package io.weft.ingress.rules;

import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBackend;
import io.fabric8.kubernetes.api.model.networking.v1.IngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.IngressServiceBackend;
import io.fabric8.kubernetes.api.model.networking.v1.IngressTLS;
import io.fabric8.kubernetes.api.model.networking.v1.ServiceBackendPort;
import io.weft.ingress.headers.CustomHeaders;
import io.weft.ingress.rules.RouteTable.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads Ingresses, the oldest first: what an older one has, a younger one does not get. Used once, by one thread. */
public final class IngressReading {
    private final Map<String, List<Rule>> rules = new LinkedHashMap<>();
    private final Map<String, Certified> certificates = new LinkedHashMap<>();
    private final List<Fault> faults = new ArrayList<>();
    private Optional<Route> fallback = Optional.empty();

    private IngressReading() {}

    /**
     * What they say.
     *
     * @param certificates by host, as {@link HostMap} has them
     */
    public record Result(RouteTable routes, Map<String, Certified> certificates, List<Fault> faults) {
        public Result {
            certificates = Map.copyOf(certificates);
            faults = List.copyOf(faults);
        }
    }

    /** The certificate of a host, and who wants it. */
    public record Certified(SecretRef secret, IngressId ingress) {}

    public static Result read(List<Ingress> oldestFirst) {
        IngressReading reading = new IngressReading();
        oldestFirst.forEach(reading::ingress);
        return new Result(RouteTable.of(reading.rules, reading.fallback), reading.certificates, reading.faults);
    }

    private void ingress(Ingress ingress) {
        IngressId id = IngressId.of(ingress.getMetadata());
        if (ingress.getSpec() == null) {
            return;
        }
        CustomHeaders custom = custom(ingress, id);
        Optional<Route> otherwise = backend(id, ingress.getSpec().getDefaultBackend())
                .map(backend -> new Route(id, backend, custom.fields()));
        fallback = fallback.or(() -> otherwise);
        for (IngressRule rule : listed(ingress.getSpec().getRules())) {
            rule(id, rule, custom, otherwise);
        }
        for (IngressTLS tls : listed(ingress.getSpec().getTls())) {
            certificate(id, tls, ingress);
        }
    }

    private CustomHeaders custom(Ingress ingress, IngressId id) {
        Map<String, String> annotations = ingress.getMetadata().getAnnotations();
        String text = annotations == null ? "" : annotations.getOrDefault(CustomHeaders.ANNOTATION, "");
        CustomHeaders custom = CustomHeaders.parse(text);
        custom.faults().forEach(fault -> fault(id, CustomHeaders.ANNOTATION + ": " + fault));
        return custom;
    }

    private void rule(IngressId id, IngressRule rule, CustomHeaders custom, Optional<Route> otherwise) {
        Optional<String> host = host(id, rule.getHost());
        if (host.isEmpty()) {
            return;
        }
        if (rule.getHttp() == null) {
            otherwise.ifPresent(route -> add(host.get(), PathRule.below("/"), route));
            return;
        }
        for (HTTPIngressPath path : listed(rule.getHttp().getPaths())) {
            Optional<PathRule> which = path(id, path);
            backend(id, path.getBackend())
                    .filter(backend -> which.isPresent())
                    .ifPresent(
                            backend -> add(host.get(), which.orElseThrow(), new Route(id, backend, custom.fields())));
        }
    }

    /** The first for a host's path stands. */
    private void add(String host, PathRule path, Route route) {
        List<Rule> there = rules.computeIfAbsent(host, _ -> new ArrayList<>());
        Optional<Rule> taken =
                there.stream().filter(rule -> rule.path().equals(path)).findFirst();
        if (taken.isEmpty()) {
            there.add(new Rule(path, route));
        } else {
            fault(
                    route.ingress(),
                    "path \"" + path.path() + "\" of host \"" + host + "\" belongs to Ingress "
                            + taken.get().route().ingress().namespace() + "/"
                            + taken.get().route().ingress().name() + ", which is older");
        }
    }

    private Optional<PathRule> path(IngressId id, HTTPIngressPath path) {
        String text = Objects.requireNonNullElse(path.getPath(), "/");
        if (!text.startsWith("/")) {
            fault(id, "path \"" + text + "\" does not begin with a slash");
            return Optional.empty();
        }
        return Optional.of("Exact".equals(path.getPathType()) ? PathRule.exactly(text) : PathRule.below(text));
    }

    private Optional<BackendRef> backend(IngressId id, @Nullable IngressBackend backend) {
        if (backend == null) {
            return Optional.empty();
        }
        if (backend.getService() == null) {
            fault(id, "a backend is no Service");
            return Optional.empty();
        }
        Optional<PortRef> port = port(backend.getService());
        if (port.isEmpty()) {
            fault(id, "backend " + backend.getService().getName() + " names no port");
        }
        return port.map(
                which -> new BackendRef(id.namespace(), backend.getService().getName(), which));
    }

    private static Optional<PortRef> port(IngressServiceBackend service) {
        ServiceBackendPort port = service.getPort();
        if (port == null) {
            return Optional.empty();
        }
        return port.getNumber() == null
                ? Optional.ofNullable(port.getName()).map(PortRef.Named::new)
                : Optional.of(new PortRef.Numbered(port.getNumber()));
    }

    private void certificate(IngressId id, IngressTLS tls, Ingress ingress) {
        if (tls.getSecretName() == null || tls.getSecretName().isEmpty()) {
            return;
        }
        Certified wanted = new Certified(new SecretRef(id.namespace(), tls.getSecretName()), id);
        List<String> hosts = listed(tls.getHosts());
        if (hosts.isEmpty()) {
            hosts = listed(ingress.getSpec().getRules()).stream()
                    .map(rule -> Objects.requireNonNullElse(rule.getHost(), ""))
                    .toList();
        }
        hosts.forEach(text -> host(id, text).ifPresent(host -> certificates.putIfAbsent(host, wanted)));
    }

    private Optional<String> host(IngressId id, @Nullable String text) {
        Optional<String> host = HostMap.normal(Objects.requireNonNullElse(text, ""));
        if (host.isEmpty()) {
            fault(id, "\"" + text + "\" is no host");
        }
        return host;
    }

    private void fault(IngressId id, String message) {
        Fault fault = new Fault(id, message);
        if (!faults.contains(fault)) {
            faults.add(fault);
        }
    }

    private static <T> List<T> listed(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
