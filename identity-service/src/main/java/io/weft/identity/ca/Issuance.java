package io.weft.identity.ca;

import io.weft.identity.token.ServiceAccount;
import java.math.BigInteger;
import java.time.Instant;

/**
 * That a leaf was issued.
 *
 * @param account who proved to be who
 * @param identity what the leaf says
 * @param serial of the leaf; unique under its issuer
 */
public record Issuance(
        ServiceAccount account, String identity, BigInteger serial, Instant issuedAt, Instant validUntil) {}
