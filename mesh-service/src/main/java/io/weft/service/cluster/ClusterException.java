package io.weft.service.cluster;

import io.fabric8.kubernetes.client.KubernetesClientException;

/** The API server did not answer a question. The message holds nothing of what was asked. */
public final class ClusterException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    private final boolean away;

    private ClusterException(String message, boolean away) {
        super(message);
        this.away = away;
    }

    /** The cause is left out: its text may quote the request. */
    static ClusterException of(KubernetesClientException failure, String what) {
        int code = failure.getCode();
        if (code <= 0) {
            return new ClusterException("the API server cannot be reached for a " + what, true);
        }
        boolean later = code == TOO_MANY_REQUESTS || code >= SERVER_ERROR;
        return new ClusterException("the API server answers a " + what + " with " + code + remedy(code), later);
    }

    static ClusterException incomplete(String what) {
        return new ClusterException("the API server answers a " + what + " without a status", false);
    }

    private static String remedy(int code) {
        return code == 401 || code == 403 ? "; the service account needs the right to create it" : "";
    }

    /** Whether to ask again later may help. If not, an operator is needed. */
    public boolean isAway() {
        return away;
    }
}
