package io.weft.ingress.certificates;

import io.fabric8.kubernetes.api.model.Secret;
import io.netty.handler.ssl.SslContext;
import io.netty.util.AsyncMapping;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import io.weft.ingress.rules.Fault;
import io.weft.ingress.rules.HostMap;
import io.weft.ingress.rules.IngressReading.Certified;
import io.weft.ingress.rules.SecretRef;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.netty.tcp.SslProvider;

/** Which certificate a host has; who has none, or one that cannot be used, gets the fallback. */
public final class HostCertificates implements AsyncMapping<String, SslProvider> {
    private final SslProvider fallback;
    private Map<SecretRef, Loaded> loaded = Map.of(); // by one thread only
    private volatile HostMap<SslProvider> hosts = HostMap.empty();

    private record Loaded(String chain, String key, Optional<SslProvider> provider, String fault) {
        @Override
        public String toString() {
            return fault; // never the key
        }
    }

    public HostCertificates(SslContext fallback) {
        this.fallback = provider(fallback);
    }

    /**
     * From now on handshakes are answered so. What has not changed is kept as it is.
     *
     * @return what cannot be used
     */
    public List<Fault> replace(Map<String, Certified> wanted, Function<SecretRef, Optional<Secret>> secrets) {
        Map<SecretRef, Loaded> next = new HashMap<>();
        Map<String, SslProvider> byHost = new HashMap<>();
        List<Fault> faults = new ArrayList<>();
        wanted.forEach((host, certified) -> {
            Loaded certificate = next.computeIfAbsent(certified.secret(), ref -> load(ref, secrets.apply(ref)));
            byHost.put(host, certificate.provider().orElse(fallback));
            Fault fault = new Fault(
                    certified.ingress(), "Secret " + certified.secret().name() + ": " + certificate.fault());
            if (certificate.provider().isEmpty() && !faults.contains(fault)) {
                faults.add(fault);
            }
        });
        loaded = next;
        hosts = HostMap.of(byHost);
        return faults;
    }

    @Override
    public Future<SslProvider> map(@Nullable String host, Promise<SslProvider> promise) {
        String name = host == null ? "" : host.toLowerCase(Locale.ROOT);
        return promise.setSuccess(hosts.closest(name).orElse(fallback));
    }

    private Loaded load(SecretRef ref, Optional<Secret> secret) {
        String chain = secret.map(each -> text(each, "tls.crt")).orElse("");
        String key = secret.map(each -> text(each, "tls.key")).orElse("");
        Loaded before = loaded.get(ref);
        if (before != null && before.chain().equals(chain) && before.key().equals(key)) {
            return before;
        }
        return load(chain, key, secret);
    }

    private static Loaded load(String chain, String key, Optional<Secret> secret) {
        if (secret.isEmpty()) {
            return new Loaded(chain, key, Optional.empty(), "it is not there; a self-signed certificate is served");
        }
        try {
            return new Loaded(chain, key, Optional.of(provider(TlsContexts.ofPem(chain, key))), "");
        } catch (IllegalArgumentException unusable) {
            return new Loaded(
                    chain, key, Optional.empty(), unusable.getMessage() + "; a self-signed certificate is served");
        }
    }

    private static String text(Secret secret, String key) {
        if (secret.getData() == null) {
            return "";
        }
        String encoded = Objects.requireNonNullElse(secret.getData().get(key), "");
        try {
            return new String(Base64.getDecoder().decode(encoded), StandardCharsets.US_ASCII);
        } catch (IllegalArgumentException no) {
            return "";
        }
    }

    private static SslProvider provider(SslContext context) {
        return SslProvider.builder().sslContext(context).build();
    }
}
