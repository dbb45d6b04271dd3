package io.weft.kubernetes.feed.folder;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * 10.96.0.0/12 without its first and last address, as numbers from 0 to {@link #SIZE} - 1.
 *
 * @see "one-machine: Service addresses"
 */
final class ClusterIpRange {
    /** How many addresses there are to give. */
    static final int SIZE = (1 << 20) - 2;

    private static final int FIRST = (10 << 24) + (96 << 16) + 1;

    private ClusterIpRange() {}

    static String address(int number) {
        int address = FIRST + number;
        return (address >>> 24) + "." + ((address >>> 16) & 0xff) + "." + ((address >>> 8) & 0xff) + "."
                + (address & 0xff);
    }

    /** Whether {@code text} is one of the addresses, in its one spelling. */
    static boolean contains(String text) {
        int number = number(text);
        return number >= 0 && number < SIZE && address(number).equals(text);
    }

    /** Where the search for a Service's address begins: the same on every machine, spread evenly. */
    static int start(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return Math.floorMod(ByteBuffer.wrap(hash).getInt(), SIZE);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    private static int number(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            return -1;
        }
        long address = 0;
        for (String part : parts) {
            if (!part.matches("\\d{1,3}")) {
                return -1;
            }
            address = (address << 8) | (Integer.parseInt(part) & 0xff);
        }
        return (int) (address - FIRST);
    }
}
