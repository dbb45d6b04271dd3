package io.weft.cli.diagnostics;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A certificate as text, laid out as {@code openssl x509 -text} does.
 *
 * @see "cli, 7"
 */
final class CertificateText {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "MMM ppd HH:mm:ss yyyy 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final HexFormat BYTES = HexFormat.ofDelimiter(":");
    private static final int DNS = 2;
    private static final int URI = 6;

    private CertificateText() {}

    static String of(X509Certificate certificate) {
        return """
                Certificate:
                    Data:
                        Version: %d (0x%x)
                        Serial Number: %s
                    Signature Algorithm: %s
                        Issuer: %s
                        Validity
                            Not Before: %s
                            Not After : %s
                        Subject: %s
                        Subject Public Key Info:
                            Public Key Algorithm: %s
                                Public-Key: (%d bit)
                        X509v3 extensions:
                            X509v3 Basic Constraints:
                                CA:%s
                            X509v3 Subject Alternative Name:
                                %s
                """.formatted(
                certificate.getVersion(),
                certificate.getVersion() - 1,
                BYTES.formatHex(certificate.getSerialNumber().toByteArray()),
                certificate.getSigAlgName(),
                certificate.getIssuerX500Principal().getName(),
                TIME.format(certificate.getNotBefore().toInstant()),
                TIME.format(certificate.getNotAfter().toInstant()),
                certificate.getSubjectX500Principal().getName(),
                certificate.getPublicKey().getAlgorithm(),
                bits(certificate),
                certificate.getBasicConstraints() < 0 ? "FALSE" : "TRUE",
                names(certificate)).stripTrailing();
    }

    private static int bits(X509Certificate certificate) {
        return switch (certificate.getPublicKey()) {
            case ECPublicKey key -> key.getParams().getCurve().getField().getFieldSize();
            case RSAPublicKey key -> key.getModulus().bitLength();
            default -> 0;
        };
    }

    private static String names(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null
                    ? ""
                    : names.stream().map(CertificateText::name).collect(Collectors.joining(", "));
        } catch (CertificateParsingException broken) {
            return "cannot be read: " + broken.getMessage();
        }
    }

    private static String name(List<?> name) {
        String kind = switch ((Integer) name.getFirst()) {
            case DNS -> "DNS";
            case URI -> "URI";
            default -> "other";
        };
        return kind + ":" + name.getLast();
    }
}
