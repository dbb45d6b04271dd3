package io.weft.kubernetes.feed.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.weft.kubernetes.resource.Groups;
import io.weft.kubernetes.resource.ResourceKind;
import java.net.HttpURLConnection;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks an API server what it serves. Every call blocks for as long as the client's request timeout. */
final class Discovery {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final KubernetesClient client;

    Discovery(KubernetesClient client) {
        this.client = client;
    }

    /**
     * Asks for one kind.
     *
     * @return empty if the server says that it serves no version of it that we accept
     * @throws KubernetesClientException if it does not say
     */
    Optional<ServedKind> find(ResourceKind kind) {
        for (String version : kind.versions().reversed()) {
            Optional<ServedKind> served = get(path(kind.group(), version))
                    .flatMap(list -> plural(list, kind))
                    .map(plural -> new ServedKind(kind, version, plural));
            if (served.isPresent()) {
                return served;
            }
        }
        return Optional.empty();
    }

    private static String path(String group, String version) {
        return group.equals(Groups.CORE) ? "/api/" + version : "/apis/" + group + "/" + version;
    }

    private Optional<JsonNode> get(String path) {
        try {
            @Nullable String body = client.raw(path);
            return Optional.ofNullable(body).map(JSON::readTree);
        } catch (KubernetesClientException refused) {
            if (refused.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    /** Subresources have a slash in their names. */
    private static Optional<String> plural(JsonNode list, ResourceKind kind) {
        return StreamSupport.stream(list.path("resources").spliterator(), false)
                .filter(each -> each.path("kind").asString("").equals(kind.kind()))
                .map(each -> each.path("name").asString(""))
                .filter(name -> !name.isEmpty() && name.indexOf('/') < 0)
                .findFirst();
    }
}
