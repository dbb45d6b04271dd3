package io.weft.viz.aggregated;

import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleRegistry;
import org.springframework.boot.ssl.SslManagerBundle;

/**
 * Takes certificates whose server lets every client finish the handshake, whoever vouches for it: its certificate is judged with
 * each request by {@link FrontProxyGuard}, whose authorities change while the server runs.
 */
public record AnyClient(SslBundleRegistry registry) implements SslBundleRegistry {
    @Override
    public void registerBundle(String name, SslBundle bundle) {
        registry.registerBundle(name, open(bundle));
    }

    @Override
    public void updateBundle(String name, SslBundle updated) {
        registry.updateBundle(name, open(updated));
    }

    private static SslBundle open(SslBundle bundle) {
        SslManagerBundle managers =
                SslManagerBundle.of(bundle.getManagers().getKeyManagerFactory(), InsecureTrustManagerFactory.INSTANCE);
        return SslBundle.of(bundle.getStores(), bundle.getKey(), bundle.getOptions(), bundle.getProtocol(), managers);
    }
}
