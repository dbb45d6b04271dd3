package io.weft.destination.writes;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.weft.kubernetes.resource.ResourceId;
import java.net.HttpURLConnection;
import java.util.function.BooleanSupplier;

/**
 * Something that is to be written to one object. Where somebody else was quicker, it is done again; where the object is gone,
 * there was nothing to write.
 *
 * @param attempt reads the object as it is, and writes what differs of that version; says whether there was anything
 */
record VersionedWrite(ResourceId subject, BooleanSupplier attempt) implements Task {
    private static final int TRIES = 5;

    @Override
    public boolean perform() {
        return perform(TRIES);
    }

    private boolean perform(int tries) {
        try {
            return attempt.getAsBoolean();
        } catch (KubernetesClientException refused) {
            if (refused.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                return false;
            }
            if (refused.getCode() == HttpURLConnection.HTTP_CONFLICT && tries > 1) {
                return perform(tries - 1);
            }
            throw refused;
        }
    }
}
