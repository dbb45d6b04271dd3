package io.weft.viz.aggregated;

import io.weft.service.cluster.Reviewed.Bearer;
import java.io.ByteArrayInputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import org.springframework.http.HttpHeaders;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who may say on whose behalf a request comes, and in which headers it says so.
 *
 * @param authorities that vouch for it
 * @param names of which its certificate must carry one; empty: any will do
 * @param userHeaders the first that is there names the user
 * @param groupHeaders each value of each is a group
 * @param extraPrefixes what begins with one of them tells more about the user; in lower case
 */
public record FrontProxy(
        List<X509Certificate> authorities,
        Set<String> names,
        List<String> userHeaders,
        List<String> groupHeaders,
        List<String> extraPrefixes) {
    private static final String CLIENT_AUTHENTICATION = "1.3.6.1.5.5.7.3.2";
    private static final String ANY_USAGE = "2.5.29.37.0";

    public FrontProxy {
        authorities = List.copyOf(authorities);
        names = Set.copyOf(names);
        userHeaders = List.copyOf(userHeaders);
        groupHeaders = List.copyOf(groupHeaders);
        extraPrefixes = List.copyOf(extraPrefixes);
    }

    /**
     * As an API server describes its own.
     *
     * @param data of the ConfigMap {@code extension-apiserver-authentication}
     * @throws IllegalArgumentException if it does not
     */
    static FrontProxy read(Map<String, String> data) {
        return new FrontProxy(
                certificates(data.getOrDefault("requestheader-client-ca-file", "")),
                Set.copyOf(list(data, "requestheader-allowed-names")),
                list(data, "requestheader-username-headers"),
                list(data, "requestheader-group-headers"),
                list(data, "requestheader-extra-headers-prefix").stream()
                        .map(prefix -> prefix.toLowerCase(Locale.ROOT))
                        .toList());
    }

    /**
     * Whether this is its certificate.
     *
     * @param chain that a client presented, and whose key it has
     */
    boolean isPresentedBy(List<X509Certificate> chain, Instant now) {
        return !chain.isEmpty()
                && isVouchedFor(chain, now)
                && isForClients(chain.getFirst())
                && isNamed(chain.getFirst());
    }

    /** On whose behalf; empty if that is not said. */
    Optional<Bearer> user(HttpHeaders headers) {
        return userHeaders.stream()
                .flatMap(name -> headers.getOrEmpty(name).stream())
                .filter(name -> !name.isEmpty())
                .findFirst()
                .map(user -> new Bearer(user, "", groups(headers), extra(headers)));
    }

    private List<String> groups(HttpHeaders headers) {
        return groupHeaders.stream()
                .flatMap(name -> headers.getOrEmpty(name).stream())
                .toList();
    }

    private Map<String, List<String>> extra(HttpHeaders headers) {
        Map<String, List<String>> extra = new HashMap<>();
        headers.forEach((name, values) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            extraPrefixes.stream()
                    .filter(lower::startsWith)
                    .findFirst()
                    .map(prefix -> decoded(lower.substring(prefix.length())))
                    .ifPresent(key ->
                            extra.computeIfAbsent(key, _ -> new ArrayList<>()).addAll(values));
        });
        return extra;
    }

    /** Keys are escaped as in URLs, where a plus is a plus. */
    private static String decoded(String key) {
        try {
            return URLDecoder.decode(key.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException unescaped) {
            return key;
        }
    }

    private boolean isVouchedFor(List<X509Certificate> chain, Instant now) {
        try {
            PKIXParameters parameters = new PKIXParameters(authorities.stream()
                    .map(authority -> new TrustAnchor(authority, null))
                    .collect(Collectors.toSet()));
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(now));
            List<X509Certificate> below =
                    chain.stream().filter(each -> !authorities.contains(each)).toList();
            if (below.isEmpty()) {
                return false;
            }
            var _ = CertPathValidator.getInstance("PKIX").validate(factory().generateCertPath(below), parameters);
            return true;
        } catch (GeneralSecurityException refused) {
            return false;
        }
    }

    private static boolean isForClients(X509Certificate certificate) {
        try {
            List<String> usages = certificate.getExtendedKeyUsage();
            return usages == null || usages.contains(CLIENT_AUTHENTICATION) || usages.contains(ANY_USAGE);
        } catch (CertificateParsingException unreadable) {
            return false;
        }
    }

    private boolean isNamed(X509Certificate certificate) {
        return names.isEmpty() || namesOf(certificate).stream().anyMatch(names::contains);
    }

    private static Set<String> namesOf(X509Certificate certificate) {
        Set<String> found = new HashSet<>();
        try {
            new LdapName(certificate.getSubjectX500Principal().getName())
                    .getRdns().stream()
                            .filter(part -> part.getType().equalsIgnoreCase("CN"))
                            .forEach(part -> found.add(String.valueOf(part.getValue())));
            Optional.ofNullable(certificate.getSubjectAlternativeNames()).stream()
                    .flatMap(Collection::stream)
                    .forEach(name -> found.add(String.valueOf(name.get(1))));
        } catch (InvalidNameException | CertificateParsingException unreadable) {
            return found;
        }
        return found;
    }

    private static List<X509Certificate> certificates(String pem) {
        try {
            List<X509Certificate> certificates =
                    factory()
                            .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
                            .stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (certificates.isEmpty()) {
                throw new IllegalArgumentException("requestheader-client-ca-file holds no certificate");
            }
            return certificates;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("requestheader-client-ca-file is no PEM of certificates", e);
        }
    }

    private static List<String> list(Map<String, String> data, String key) {
        try {
            return List.of(JsonMapper.shared().readValue(data.getOrDefault(key, "[]"), String[].class));
        } catch (JacksonException e) {
            throw new IllegalArgumentException(key + " is no list of texts", e);
        }
    }

    private static CertificateFactory factory() throws GeneralSecurityException {
        return CertificateFactory.getInstance("X.509");
    }
}
