package io.weft.proxy.identity;

import io.weft.core.WorkloadIdentity;
import io.weft.proxy.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This workload's key and its signing request, kept as {@code key.p8} (PKCS#8 DER, P-256) and {@code csr.der} (PKCS#10 DER),
 * both with mode 0600. They outlive the process: a restarted proxy is certified for the same key.
 *
 * @see "wire-behaviour, 2: key + CSR creation"
 */
public final class WorkloadKey {
    static final String KEY_FILE = "key.p8";
    static final String REQUEST_FILE = "csr.der";

    private static final String CURVE = "secp256r1";
    private static final Set<PosixFilePermission> OWNER_ALONE =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    private static final Logger log = LoggerFactory.getLogger(WorkloadKey.class);

    private final PrivateKey key;
    private final SigningRequest request;

    private WorkloadKey(PrivateKey key, SigningRequest request) {
        this.key = key;
        this.request = request;
    }

    /**
     * Reads both files, or makes both where neither stands. Touches the disk: not for an event loop.
     *
     * @throws ConfigException if one of them is missing, unreadable, open to others, or not for {@code name} and each other
     */
    public static WorkloadKey open(Path directory, WorkloadIdentity name) {
        Path keyFile = directory.resolve(KEY_FILE);
        Path requestFile = directory.resolve(REQUEST_FILE);
        boolean hasKey = Files.exists(keyFile);
        if (hasKey != Files.exists(requestFile)) {
            throw refused(hasKey ? requestFile : keyFile, "is missing beside " + (hasKey ? KEY_FILE : REQUEST_FILE));
        }
        try {
            return hasKey ? read(keyFile, requestFile, name) : create(keyFile, requestFile, name);
        } catch (IOException | GeneralSecurityException e) {
            throw refused(directory, "cannot hold the workload's key: " + e);
        }
    }

    private static WorkloadKey create(Path keyFile, Path requestFile, WorkloadIdentity name)
            throws IOException, GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(CURVE));
        KeyPair pair = generator.generateKeyPair();
        SigningRequest request = SigningRequest.of(name, pair);
        PrivateFile.writeBoth(keyFile, pair.getPrivate().getEncoded(), requestFile, request.der());
        log.info("made a key and a signing request for {} in {}", name, keyFile.getParent());
        return new WorkloadKey(pair.getPrivate(), request);
    }

    private static WorkloadKey read(Path keyFile, Path requestFile, WorkloadIdentity name)
            throws IOException, GeneralSecurityException {
        if (!OWNER_ALONE.containsAll(Files.getPosixFilePermissions(keyFile))) {
            throw refused(keyFile, "is open to others than its owner: chmod 600 it");
        }
        PrivateKey key;
        SigningRequest request;
        try {
            key = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(Files.readAllBytes(keyFile)));
        } catch (GeneralSecurityException unreadable) {
            throw refused(keyFile, "is not an EC key in PKCS#8 DER");
        }
        if (!isP256(key)) {
            throw refused(keyFile, "is not a key of the curve P-256");
        }
        try {
            request = SigningRequest.read(Files.readAllBytes(requestFile));
        } catch (IllegalArgumentException unreadable) {
            throw refused(requestFile, "cannot be used: " + unreadable.getMessage());
        }
        if (!request.dnsNames().equals(List.of(name.name()))) {
            throw refused(requestFile, "is for " + request.dnsNames() + ", not for " + name);
        }
        if (!belong(key, request.publicKey())) {
            throw refused(requestFile, "is for another key than " + KEY_FILE);
        }
        return new WorkloadKey(key, request);
    }

    private static boolean isP256(PrivateKey key) throws GeneralSecurityException {
        AlgorithmParameters p256 = AlgorithmParameters.getInstance("EC");
        p256.init(new ECGenParameterSpec(CURVE));
        ECParameterSpec expected = p256.getParameterSpec(ECParameterSpec.class);
        return key instanceof ECPrivateKey ec
                && ec.getParams().getCurve().equals(expected.getCurve())
                && ec.getParams().getGenerator().equals(expected.getGenerator());
    }

    private static boolean belong(PrivateKey key, PublicKey publicKey) throws GeneralSecurityException {
        byte[] probe = publicKey.getEncoded();
        Signature signature = Signature.getInstance(SigningRequest.SIGNATURE);
        signature.initSign(key);
        signature.update(probe);
        byte[] signed = signature.sign();
        signature.initVerify(publicKey);
        signature.update(probe);
        return signature.verify(signed);
    }

    private static ConfigException refused(Path path, String why) {
        return new ConfigException(
                path + " " + why + "; remove both " + KEY_FILE + " and " + REQUEST_FILE + " to have new ones made");
    }

    PrivateKey key() {
        return key;
    }

    PublicKey publicKey() {
        return request.publicKey();
    }

    byte[] signingRequest() {
        return request.der();
    }
}
