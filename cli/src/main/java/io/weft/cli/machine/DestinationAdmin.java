package io.weft.cli.machine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The admin API of a mesh's destination-service, asked inside its own namespace with the mesh's token; of all certificates only
 * the one it wrote down is trusted.
 *
 * @param network that namespace
 */
public record DestinationAdmin(MeshDirectory directory, String network) {
    private static final String NAME = "linkerd-destination";
    private static final String ORIGIN = "https://localhost:8443";
    private static final int PATIENCE_MS = Math.toIntExact(Duration.ofSeconds(5).toMillis());
    private static final int BODY_MAX = 64 << 20;

    /**
     * Finds it.
     *
     * @throws MachineException if the mesh of this directory is not up
     */
    public static DestinationAdmin of(MeshDirectory directory) {
        return UpState.require(directory).members().stream()
                .filter(member -> member.name().equals(NAME))
                .findFirst()
                .map(member -> new DestinationAdmin(directory, member.network()))
                .orElseThrow(
                        () -> new MachineException("the mesh in " + directory.root() + " has no destination-service"));
    }

    /**
     * The answer's JSON.
     *
     * @param pathAndQuery with its leading slash; encoded
     * @throws MachineException if it does not answer or refuses; the message says why
     */
    public String get(String pathAndQuery) {
        InNamespace.Response answer;
        try {
            answer = InNamespace.call(network, () -> ask(pathAndQuery));
        } catch (UncheckedIOException e) {
            throw new MachineException("destination-service does not answer: see linkerd check", e);
        }
        if (answer.status() != HttpURLConnection.HTTP_OK) {
            throw new MachineException(reason(answer));
        }
        return answer.body();
    }

    private InNamespace.Response ask(String pathAndQuery) throws IOException, GeneralSecurityException {
        HttpsURLConnection https =
                (HttpsURLConnection) URI.create(ORIGIN + pathAndQuery).toURL().openConnection(Proxy.NO_PROXY);
        https.setSSLSocketFactory(
                trust(Files.readAllBytes(directory.destinationCertificate())).getSocketFactory());
        https.setConnectTimeout(PATIENCE_MS);
        https.setReadTimeout(PATIENCE_MS);
        https.setRequestProperty("Connection", "close");
        https.setRequestProperty(
                "Authorization",
                "Bearer " + Files.readString(directory.adminToken()).strip());
        https.setInstanceFollowRedirects(false);
        https.setUseCaches(false);
        int status = https.getResponseCode();
        try (var body = status < HttpURLConnection.HTTP_BAD_REQUEST ? https.getInputStream() : https.getErrorStream()) {
            return new InNamespace.Response(status, body == null ? "" : new String(body.readNBytes(BODY_MAX), UTF_8));
        } finally {
            https.disconnect();
        }
    }

    private static SSLContext trust(byte[] certificate) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry(
                NAME,
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(certificate)));
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    private static String reason(InNamespace.Response answer) {
        String otherwise = "destination-service answered " + answer.status() + ": see linkerd check";
        try {
            return JsonMapper.shared().readTree(answer.body()).path("error").asString(otherwise);
        } catch (JacksonException e) {
            return otherwise;
        }
    }
}
