package io.weft.proxy.mesh;

import io.weft.testkit.pki.Leaf;
import io.weft.testkit.pki.TestAuthority;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** TLS that is not ours. */
final class JdkTls {
    private static final char[] PASSWORD = "only in memory".toCharArray();

    private JdkTls() {}

    /** Trusts {@code authority}, and proves itself with {@code leaf} if there is one. */
    static SSLContext context(TestAuthority authority, Optional<Leaf> leaf)
            throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        if (leaf.isPresent()) {
            store.setKeyEntry(
                    "own", leaf.get().key(), PASSWORD, leaf.get().chain().toArray(X509Certificate[]::new));
        }
        store.setCertificateEntry("anchor", authority.anchors().getFirst());
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), new SecureRandom());
        return context;
    }

    /** A client that has not shaken hands yet, speaks TLS 1.3 only, and asks for {@code serverName}. */
    static SSLSocket over(Socket socket, SSLContext context, String serverName, String... protocols)
            throws IOException {
        SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(socket, serverName, socket.getPort(), true);
        SSLParameters parameters = tls.getSSLParameters();
        parameters.setServerNames(List.of(new SNIHostName(serverName)));
        parameters.setApplicationProtocols(protocols);
        parameters.setProtocols(new String[] {"TLSv1.3"});
        tls.setSSLParameters(parameters);
        tls.setSoTimeout(20_000);
        return tls;
    }
}
