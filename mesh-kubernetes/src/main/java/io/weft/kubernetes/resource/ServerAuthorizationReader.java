package io.weft.kubernetes.resource;

import io.weft.kubernetes.resource.ServerAuthorization.Client;
import io.weft.kubernetes.resource.ServerAuthorization.MeshTls;
import io.weft.kubernetes.resource.ServerAuthorization.ServiceAccountRef;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads ServerAuthorizations.
 *
 * @see "crds, 4"
 */
final class ServerAuthorizationReader implements KindReader {
    private static final Pattern IDENTITY =
            Pattern.compile("(\\*|[a-z0-9]([-a-z0-9]*[a-z0-9])?)(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");

    @Override
    public Resource read(Metadata metadata, Field root, String version) {
        Field spec = root.get("spec").objectOf("server", "client");
        return new ServerAuthorization(
                metadata,
                servers(spec.get("server").objectOf("name", "selector")),
                client(spec.get("client").objectOf("networks", "unauthenticated", "meshTLS"), metadata.namespace()));
    }

    private static ServerAuthorization.Servers servers(Field server) {
        Field name = server.get("name");
        Field selector = server.get("selector");
        server.require(name.isPresent() != selector.isPresent(), "exactly one of name and selector is required");
        return name.isPresent()
                ? new ServerAuthorization.Named(Names.label(name))
                : new ServerAuthorization.Selected(SelectorReader.read(selector));
    }

    private static Client client(Field client, String namespace) {
        boolean unauthenticated = client.get("unauthenticated").booleanOr(false);
        Field meshTls = client.get("meshTLS");
        meshTls.require(
                !unauthenticated || !meshTls.isPresent(), "client.unauthenticated is true; only one is allowed");
        return new Client(
                client.get("networks").items(NetworkReader::read),
                unauthenticated,
                meshTls.ifPresent().map(present -> meshTls(present, namespace)));
    }

    private static MeshTls meshTls(Field tls, String namespace) {
        tls.objectOf("unauthenticatedTLS", "identities", "serviceAccounts");
        boolean unauthenticated = tls.get("unauthenticatedTLS").booleanOr(false);
        List<String> identities = tls.get("identities").items(ServerAuthorizationReader::identity);
        List<ServiceAccountRef> accounts = tls.get("serviceAccounts").items(account -> account(account, namespace));
        tls.get("unauthenticatedTLS")
                .require(
                        !unauthenticated || (identities.isEmpty() && accounts.isEmpty()),
                        "identities or serviceAccounts are given too; only one is allowed");
        return new MeshTls(unauthenticated, identities, accounts);
    }

    private static String identity(Field field) {
        return field.string(IDENTITY, "'*', or DNS labels joined by dots of which the first may be '*', are allowed");
    }

    private static ServiceAccountRef account(Field account, String namespace) {
        account.objectOf("name", "namespace");
        return new ServiceAccountRef(
                account.get("namespace").ifPresent().map(Names::label).orElse(namespace),
                Names.subdomain(account.get("name")));
    }
}
