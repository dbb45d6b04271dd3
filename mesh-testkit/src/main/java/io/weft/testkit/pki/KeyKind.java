package io.weft.testkit.pki;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import org.jspecify.annotations.Nullable;

/** The kinds of key a test may ask for, and the signature each of them makes. */
public enum KeyKind {
    P256("EC", new ECGenParameterSpec("secp256r1"), "SHA256withECDSA"),
    P384("EC", new ECGenParameterSpec("secp384r1"), "SHA384withECDSA"),
    RSA2048("RSA", new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4), "SHA256withRSA"),
    ED25519("Ed25519", null, "Ed25519");

    private final String algorithm;

    @SuppressWarnings("ImmutableEnumChecker") // the JDK's specifications are values
    private final @Nullable AlgorithmParameterSpec parameters;

    private final String signature;

    KeyKind(String algorithm, @Nullable AlgorithmParameterSpec parameters, String signature) {
        this.algorithm = algorithm;
        this.parameters = parameters;
        this.signature = signature;
    }

    /** A fresh key pair. */
    public KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            if (parameters != null) {
                generator.initialize(parameters);
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK cannot make a key of kind " + this, e);
        }
    }

    /** The JCA name of the signature such a key makes, for instance {@code SHA256withECDSA}. */
    public String signature() {
        return signature;
    }
}
