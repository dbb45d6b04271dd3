package io.weft.injection;

/**
 * What injection depends on beside the workload.
 *
 * @param controlPlaneNamespace where the control plane runs
 * @param values of the chart, complete
 * @param trustAnchors PEM text
 * @param origin who asks
 * @param version of who asks, for {@code linkerd.io/created-by}
 */
public record InjectionSettings(
        String controlPlaneNamespace, ChartValues values, String trustAnchors, Origin origin, String version) {

    /** Who asks for an injection. */
    public enum Origin {
        /** The API server, which knows the namespace: injection must have been asked for. */
        WEBHOOK("linkerd/proxy-injector"),
        /** A user, who asks by typing the command: only {@code disabled} on the pod stands against it. */
        COMMAND_LINE("linkerd/cli");

        private final String creator;

        Origin(String creator) {
            this.creator = creator;
        }
    }

    String createdBy() {
        return origin.creator + " " + version;
    }

    InjectionSettings with(ChartValues changed) {
        return new InjectionSettings(controlPlaneNamespace, changed, trustAnchors, origin, version);
    }
}
