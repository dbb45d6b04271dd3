package io.weft.cli.machine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The admin API of a service, wherever it runs.
 *
 * @param service for instance {@code destination-service}
 */
public record AdminApi(String service) {
    private static final int PATIENCE_MS = Math.toIntExact(Duration.ofSeconds(5).toMillis());
    private static final int BODY_MAX = 64 << 20;

    /** Asks one question as the bearer of a token. */
    public static InNamespace.Response ask(URI address, SSLSocketFactory sockets, String token) throws IOException {
        HttpsURLConnection https = (HttpsURLConnection) address.toURL().openConnection(Proxy.NO_PROXY);
        https.setSSLSocketFactory(sockets);
        https.setConnectTimeout(PATIENCE_MS);
        https.setReadTimeout(PATIENCE_MS);
        https.setRequestProperty("Connection", "close");
        https.setRequestProperty("Authorization", "Bearer " + token);
        https.setInstanceFollowRedirects(false);
        https.setUseCaches(false);
        int status = https.getResponseCode();
        try (var body = status < HttpURLConnection.HTTP_BAD_REQUEST ? https.getInputStream() : https.getErrorStream()) {
            return new InNamespace.Response(status, body == null ? "" : new String(body.readNBytes(BODY_MAX), UTF_8));
        } finally {
            https.disconnect();
        }
    }

    /**
     * The JSON of an answer.
     *
     * @throws MachineException if it is a refusal; the message says why
     */
    public String body(InNamespace.Response answer) {
        if (!answer.ok()) {
            throw new MachineException(reason(answer));
        }
        return answer.body();
    }

    private String reason(InNamespace.Response answer) {
        String otherwise = service + " answered " + answer.status() + ": see linkerd check";
        try {
            return JsonMapper.shared().readTree(answer.body()).path("error").asString(otherwise);
        } catch (JacksonException e) {
            return otherwise;
        }
    }
}
